import { type ChildProcess, spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { probeMovie } from "../testing/probe-mp4";
import { patient, playlistSeconds, RecordingBench, replayOf, streamId } from "../testing/recording-bench";
import { hasFfmpeg } from "../testing/run-encoder";

if (!hasFfmpeg)
  process.stdout.write("Skipped: a killed media server (ffmpeg and ffprobe aren't installed).\n");

/** Init segment and segments behind each other: one file. */
async function wholeReplay(base: string): Promise<Buffer> {
  const text = await (await fetch(`${base}/source/media.m3u8`)).text();
  const init = /MAP:URI="([^"]+)"/.exec(text)?.[1];
  const names = [init, ...text.split("\n").filter((line) => line.endsWith(".m4s"))];
  const answers = await Promise.all(names.map((name) => fetch(`${base}/source/${name}`)));
  return Buffer.concat(
    await Promise.all(answers.map(async (answer) => Buffer.from(await answer.arrayBuffer()))),
  );
}

describe.skipIf(!hasFfmpeg)("a killed media server", () => {
  const children: ChildProcess[] = [];
  let bench: RecordingBench;
  beforeEach(async () => {
    bench = await RecordingBench.open();
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    await bench.close();
  });

  async function start(): Promise<{ child: ChildProcess; ports: { http: number; rtmp: number } }> {
    const child = spawn(process.execPath, ["--import", "tsx", "media-server/main.ts"], {
      env: { NODE_ENV: "test", PATH: process.env.PATH, ...bench.environment() },
    });
    children.push(child);
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
    });
    const line = await vi.waitFor(() => {
      const found = said.split("\n").find((one) => one.includes('"msg":"ready"'));
      if (!found) throw new Error("It isn't ready yet.");
      return found;
    }, patient);
    return { child, ports: JSON.parse(line) };
  }

  it("leaves a recording that is playable up to the kill, and goes on with it when the stream is back", async () => {
    const first = await start();
    bench.encode(first.ports.rtmp);
    const live = `http://127.0.0.1:${first.ports.http}/live/${streamId}/source/media.m3u8`;
    let lastText = "";
    await vi.waitFor(async () => {
      lastText = await (await fetch(live)).text();
      expect(lastText.match(/#EXTINF/g)?.length).toBeGreaterThan(3);
      // In the middle of a segment.
      expect(
        lastText
          .split("#EXTINF")
          .at(-1)
          ?.match(/#EXT-X-PART:/g)?.length,
      ).toBeGreaterThan(1);
    }, patient);
    first.child.kill("SIGKILL");
    const sent = secondsIn(lastText);
    await bench.stopEncoders();

    const second = await start();
    const base = replayOf(second.ports);
    const kept = await playlistSeconds(base);
    expect(kept).toBeGreaterThan(sent - 1);
    expect(kept).toBeLessThan(sent + 1);
    const file = join(bench.dataDir, "kept.mp4");
    await writeFile(file, await wholeReplay(base));
    const movie = await probeMovie(file);
    expect(movie.complaints).toBe("");
    expect(movie.frames[0]).toBeGreaterThan((kept - 0.2) * 30);

    bench.encode(second.ports.rtmp);
    await vi.waitFor(async () => expect(await playlistSeconds(base)).toBeGreaterThan(kept + 1), patient);
    expect(await (await fetch(`${base}/source/media.m3u8`)).text()).toContain("#EXT-X-DISCONTINUITY\n");
  });

  /** Whole segments and the parts of the open one. */
  function secondsIn(playlist: string): number {
    const whole = [...playlist.matchAll(/#EXTINF:([\d.]+)/g)].map(([, length]) => Number(length));
    const open = playlist.slice(playlist.lastIndexOf("#EXTINF"));
    const parts = [...open.matchAll(/#EXT-X-PART:DURATION=([\d.]+)/g)].map(([, length]) => Number(length));
    return [...whole, ...parts].reduce((sum, length) => sum + length, 0);
  }
});
