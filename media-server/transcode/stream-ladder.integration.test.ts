import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { LadderRung } from "../../lib/wire/stream-settings";
import { createLog } from "../log";
import { ByteBudget } from "../packaging/byte-budget";
import type { Rendition } from "../packaging/rendition";
import { StreamOutputs } from "../streams/stream-outputs";
import { type EncodedMedia, encodeFrames } from "../testing/encode-frames";
import { hasFfmpeg, probe } from "../testing/run-encoder";
import { streamSettings } from "../testing/stream-settings";
import { type Ffmpeg, findFfmpeg } from "./find-ffmpeg";
import { TranscodeCapacity } from "./transcode-capacity";

const patient = { timeout: 20_000, interval: 20 };
const RUNGS: LadderRung[] = [
  { name: "480p", height: 480, videoKbps: 1200 },
  { name: "180p", height: 180, videoKbps: 200 },
  { name: "120p", height: 120, videoKbps: 100 },
];
const PICTURE = ["-f", "lavfi", "-i", "testsrc2=size=426x240:rate=30"];
const SOUND = ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"];
const H264 = [
  ...PICTURE,
  ...SOUND,
  "-c:v",
  "libx264",
  "-preset",
  "ultrafast",
  "-pix_fmt",
  "yuv420p",
  "-c:a",
  "aac",
];
const WITHOUT_B_FRAMES = [...H264, "-tune", "zerolatency", "-g", "30"];
const WITH_B_FRAMES = [...H264, "-bf", "2", "-g", "45"];
const OPEN_GROUPS = [...WITH_B_FRAMES, "-x264-params", "open-gop=1:scenecut=0"];

describe.skipIf(!hasFfmpeg)("a ladder", () => {
  let ffmpeg: Ffmpeg | null;
  const open: StreamOutputs[] = [];

  beforeAll(async () => {
    ffmpeg = await findFfmpeg(undefined);
  });
  afterEach(() => {
    for (const outputs of open.splice(0)) outputs.dispose();
  });

  function stream(options: { maxCores?: number; ffmpeg?: Ffmpeg | null; capacity?: TranscodeCapacity } = {}) {
    const capacity = options.capacity ?? new TranscodeCapacity(options.maxCores ?? 2);
    const transcoding = {
      ffmpeg: options.ffmpeg === undefined ? ffmpeg : options.ffmpeg,
      capacity,
      idleCores: () => null,
      log: createLog("silent"),
    };
    const deps = { now: Date.now, budget: new ByteBudget(1e9), maxStreamBytes: 1e8, transcoding };
    const hooks = { playable: () => {}, clockJumped: () => {}, requestKeyFrame: () => {} };
    const settings = streamSettings({ ladder: RUNGS, dvrWindowMs: 60_000 });
    const outputs = new StreamOutputs(`stream-${open.length}`, settings, deps, hooks);
    open.push(outputs);
    return outputs;
  }

  function announce(outputs: StreamOutputs, { videos, audios }: EncodedMedia): void {
    for (const config of videos) outputs.videoConfig(config);
    for (const config of audios) outputs.audioConfig(config);
  }

  function send(outputs: StreamOutputs, { frames }: EncodedMedia): void {
    for (const { kind, frame } of frames) {
      if (kind === "video") outputs.video(frame);
      else outputs.audio(frame);
    }
  }

  const rendition = (outputs: StreamOutputs, name: string): Rendition => {
    const found = outputs.renditions.get(name);
    if (!found) throw new Error(`no rendition ${name}`);
    return found;
  };
  const playlist = (of: Rendition): string => {
    let text = "";
    of.requestPlaylist({ msn: null, part: null, isDelta: false, isGzip: false }, ({ body }) => {
      text = body.toString();
    });
    return text;
  };
  /** What two playlists of the same content have in common. */
  const timing = (of: Rendition) =>
    playlist(of)
      .split("\n")
      .filter((line) => !/^#EXT-X-(RENDITION-REPORT|MAP)/.test(line));
  const fetchFile = (of: Rendition, name: string): Buffer => {
    let bytes: Buffer = Buffer.alloc(0);
    of.requestFile(name, ({ body }) => {
      bytes = Buffer.concat([...body]);
    });
    return bytes;
  };

  it.each([
    ["without B-frames", WITHOUT_B_FRAMES],
    ["with B-frames", WITH_B_FRAMES],
  ])(
    "%s: every rendition has the source's segments, parts and times, and decodes",
    async (_name, settings) => {
      const outputs = stream();
      const media = encodeFrames(settings, 6, 7_000_000);
      announce(outputs, media);
      send(outputs, media);
      const source = rendition(outputs, "source");
      outputs.ended();
      expect([...outputs.renditions.keys()]).toEqual(["source", "180p", "120p"]);
      for (const name of ["180p", "120p"]) {
        const made = rendition(outputs, name);
        await vi.waitFor(() => expect(timing(made)).toEqual(timing(source)), patient);
        expect(playlist(made)).not.toContain("GAP");
        expect(made.state(name)).toMatchObject({ height: Number.parseInt(name, 10) });
        const names = [/URI="(init[^"]+)"/, /^(\d+\.m4s)$/m].map((at) => at.exec(playlist(made))?.[1] ?? "");
        const { streams } = await probe(Buffer.concat(names.map((file) => fetchFile(made, file))));
        expect(streams.map((one) => one.codec_name)).toEqual(["h264", "aac"]);
        const sourceFrames = await probe(
          Buffer.concat(namesOf(source).map((file) => fetchFile(source, file))),
        );
        expect(streams[0]?.nb_read_frames).toBe(sourceFrames.streams[0]?.nb_read_frames);
      }
    },
  );

  const namesOf = (of: Rendition) =>
    [/URI="(init[^"]+)"/, /^(\d+\.m4s)$/m].map((at) => at.exec(playlist(of))?.[1] ?? "");

  it("with open groups of pictures: still every segment begins with a key frame", async () => {
    const outputs = stream();
    const media = encodeFrames(OPEN_GROUPS, 6);
    announce(outputs, media);
    send(outputs, media);
    outputs.ended();
    const made = rendition(outputs, "120p");
    const source = rendition(outputs, "source");
    await vi.waitFor(() => expect(timing(made)).toEqual(timing(source)), patient);
    expect(playlist(made)).not.toContain("GAP");
  });

  it("is listed before its first part, with what it will be, and whoever asks for it waits", async () => {
    const outputs = stream();
    const media = encodeFrames(WITHOUT_B_FRAMES, 3);
    announce(outputs, media);
    send(outputs, { ...media, frames: media.frames.filter(({ atMs }) => atMs < 300) });
    const made = rendition(outputs, "180p");
    const expected = made.facts("180p/media.m3u8");
    expect(made.state("180p")).toBeNull();
    expect(playlist(made)).toBe("");
    const answer = new Promise<number>((resolve) => {
      made.requestPlaylist({ msn: null, part: null, isDelta: false, isGzip: false }, ({ status }) =>
        resolve(status),
      );
    });
    send(outputs, { ...media, frames: media.frames.filter(({ atMs }) => atMs >= 300) });
    expect(await answer).toBe(200);
    const real = made.facts("180p/media.m3u8");
    expect(real?.tracks.video?.codecString).toBe(expected?.tracks.video?.codecString);
    expect(real?.tracks.video).toMatchObject({ width: 320, height: 180 });
  });

  it("goes on under the same names when its publisher comes back, with a discontinuity where the source has one", async () => {
    const outputs = stream();
    const first = encodeFrames(WITHOUT_B_FRAMES, 3, 1_000);
    announce(outputs, first);
    send(outputs, first);
    const made = rendition(outputs, "120p");
    expect(outputs.renditionsInWork).toBe(2);
    outputs.interrupted();
    expect(outputs.renditionsInWork).toBe(0);
    const second = encodeFrames(WITHOUT_B_FRAMES, 3, 500);
    announce(outputs, second);
    send(outputs, second);
    outputs.ended();
    expect(rendition(outputs, "120p")).toBe(made);
    const source = rendition(outputs, "source");
    await vi.waitFor(() => expect(timing(made)).toEqual(timing(source)), patient);
    expect(playlist(made)).toContain("#EXT-X-DISCONTINUITY\n");
  });

  it("leaves the source alone when it doesn't fit, says so, and comes when there is room", async () => {
    const capacity = new TranscodeCapacity(0.15);
    capacity.admit("another", 0.14);
    const outputs = stream({ capacity });
    const media = encodeFrames(WITHOUT_B_FRAMES, 2);
    announce(outputs, media);
    send(outputs, media);
    expect([...outputs.renditions.keys()]).toEqual(["source"]);
    expect(outputs.renditionsInWork).toBe(0);
    expect(outputs.notices().map(({ code }) => code)).toEqual(["ladder-refused"]);
    expect(playlist(rendition(outputs, "source"))).toContain("#EXTINF");
    capacity.release("another");
    const more = encodeFrames(WITHOUT_B_FRAMES, 10, 2_000);
    for (const { kind, frame } of more.frames) {
      if (outputs.renditions.size === 3) break;
      if (kind === "audio") continue;
      outputs.video(frame);
      await delay(20);
    }
    expect([...outputs.renditions.keys()]).toEqual(["source", "180p", "120p"]);
    expect(outputs.notices()).toEqual([]);
  });

  it("is absent without a transcoder, and that is said", () => {
    const outputs = stream({ ffmpeg: null });
    const media = encodeFrames(WITHOUT_B_FRAMES, 2);
    announce(outputs, media);
    send(outputs, media);
    expect([...outputs.renditions.keys()]).toEqual(["source"]);
    expect(outputs.notices().map(({ code }) => code)).toEqual(["transcoder-missing"]);
  });
});
