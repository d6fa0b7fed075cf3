import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { MediaServer } from "../start-media-server";
import { patient, playlistSeconds, RecordingBench, replayOf, streamId } from "../testing/recording-bench";
import { hasFfmpeg } from "../testing/run-encoder";

if (!hasFfmpeg) process.stdout.write("Skipped: pictures of streams (ffmpeg and ffprobe aren't installed).\n");

describe.skipIf(!hasFfmpeg)("pictures of a stream", () => {
  let bench: RecordingBench;
  let server: MediaServer;
  let live: string;
  beforeEach(async () => {
    bench = await RecordingBench.open();
    server = await bench.serve();
    live = `http://127.0.0.1:${server.ports.http}/live/${streamId}`;
  });
  afterEach(() => bench.close());

  /** Width and height, as another program reads them. */
  async function sizeOf(url: string): Promise<string> {
    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("image/jpeg");
    const path = join(bench.dataDir, "picture.jpg");
    await writeFile(path, Buffer.from(await answer.arrayBuffer()));
    const words = ["-v", "error", "-show_entries", "stream=width,height", "-of", "csv=p=0:s=x", path];
    return new Promise((resolve, reject) => {
      execFile("ffprobe", words, (error, stdout) => (error ? reject(error) : resolve(stdout.trim())));
    });
  }

  it("a poster while live, and a storyboard with a poster of the replay", async () => {
    bench.encode(server.ports.rtmp);
    await vi.waitFor(
      async () => expect(await playlistSeconds(replayOf(server.ports))).toBeGreaterThan(0),
      patient,
    );
    await vi.waitFor(async () => expect((await fetch(`${live}/poster.jpg`)).status).toBe(200), patient);
    expect(await sizeOf(`${live}/poster.jpg`)).toBe("320x180");
    await bench.end(server);
    const base = replayOf(server.ports);
    await vi.waitFor(() => expect(bench.told()?.hasStoryboard).toBe(true), patient);
    const answer = await fetch(`${base}/storyboard.vtt`);
    expect(answer.headers.get("content-type")).toMatch(/^text\/vtt/);
    const [, image = ""] = /^(storyboard-\d+-0\.jpg)#xywh=0,0,160,90$/m.exec(await answer.text()) ?? [];
    expect(await sizeOf(`${base}/${image}`)).toBe("160x90");
    expect(await sizeOf(`${base}/poster.jpg`)).toBe("320x180");
  });

  it("none before the first key frame, and none of what is not there", async () => {
    expect((await fetch(`${live}/poster.jpg`)).status).toBe(404);
    for (const name of ["poster.jpg", "storyboard.vtt", "storyboard-1-0.jpg", "shots/1.jpg"])
      expect((await fetch(`${replayOf(server.ports)}/${name}`)).status).toBe(404);
  });
});
