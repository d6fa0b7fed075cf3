import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createLog } from "../log";
import type { AudioConfig } from "../media";
import { ByteBudget } from "../packaging/byte-budget";
import { PartTarget } from "../packaging/part-target";
import { Rendition } from "../packaging/rendition";
import { AAC_RENDITION, AacSound } from "./aac-sound";

const OPUS: AudioConfig = {
  codec: "opus",
  codecString: "opus",
  sampleRate: 48_000,
  channels: 2,
  decoderConfig: Buffer.from("4f70757348656164010200000080bb0000000000", "hex"),
};
const PLAIN = { msn: null, part: null, isDelta: false, isGzip: false };
const patient = { timeout: 10_000, interval: 20 };

let folder: string;
let nowMs: number;
let flvViewers: number;
let sound: AacSound;
let renditions: Map<string, Rendition>;

/** Stands where ffmpeg is: there is a file while it runs. */
const running = () => existsSync(join(folder, "running"));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "aac-sound-"));
  const path = join(folder, "transcoder");
  writeFileSync(path, `#!/bin/sh\ntouch "${folder}/running"\ncat > /dev/null\n`);
  chmodSync(path, 0o755);
  nowMs = 1_795_000_000_000;
  flvViewers = 0;
  const limits = { dvrWindowMs: 60_000, maxBytes: 1e8, budget: new ByteBudget(1e9) };
  const createRendition = () => new Rendition(500, limits, new PartTarget());
  const source = createRendition();
  renditions = new Map([["source", source]]);
  sound = new AacSound({
    host: { streamId: "stream-0001", source, renditions, createRendition, now: () => nowMs },
    ffmpeg: { path, version: "5.1", libavcodec: [59, 37], isLastResort: false },
    log: createLog("silent"),
    also: {
      audioConfig: () => {},
      audio: () => {},
      get viewerCount() {
        return flvViewers;
      },
    },
  });
  sound.audioConfig(OPUS);
  sound.startRun({ init: Buffer.from("init"), tracks: { video: null, audio: OPUS } });
});
afterEach(() => {
  sound.dispose();
  rmSync(folder, { recursive: true, force: true });
});

let ptsMs = 0;
const hear = () => {
  ptsMs += 20;
  sound.audio({ ptsMs, data: Buffer.alloc(40) });
};
const aac = () => renditions.get(AAC_RENDITION);
const ask = () => aac()?.requestPlaylist(PLAIN, () => {});

it("is listed from the start, and costs nothing while nobody asks for it", () => {
  for (let index = 0; index < 50; index++) hear();
  expect(aac()?.facts("aac/media.m3u8")?.tracks.audio?.codecString).toBe("mp4a.40.2");
  expect(sound.isWorking).toBe(false);
});

it("is made as soon as a player asks for its playlist, and no longer once the last one has gone", async () => {
  hear();
  ask();
  hear();
  await vi.waitFor(() => expect(running()).toBe(true), patient);
  nowMs += 29_000;
  ask();
  nowMs += 29_000;
  hear();
  expect(sound.isWorking).toBe(true);
  nowMs += 2_000;
  hear();
  expect(sound.isWorking).toBe(false);
  expect(aac()?.facts("aac/media.m3u8")).not.toBeNull();
});

it("is made while somebody holds the stream open as FLV, and isn't begun anew for each who comes and goes", async () => {
  flvViewers = 1;
  hear();
  await vi.waitFor(() => expect(running()).toBe(true), patient);
  flvViewers = 0;
  nowMs += 29_000;
  hear();
  expect(sound.isWorking).toBe(true);
  nowMs += 2_000;
  hear();
  expect(sound.isWorking).toBe(false);
});
