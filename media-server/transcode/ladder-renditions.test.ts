import { describe, expect, it } from "vitest";
import type { VideoFrame } from "../media";
import { ByteBudget } from "../packaging/byte-budget";
import { Packager } from "../packaging/packager";
import { Rendition } from "../packaging/rendition";
import { audioConfig, type SyntheticFrame, syntheticFrames, videoConfig } from "../testing/synthetic-media";
import { FrameSerials } from "./frame-serials";
import { LadderRenditions } from "./ladder-renditions";
import { planRungs } from "./plan-rungs";

const RUNGS = planRungs([{ name: "360p", height: 360, videoKbps: 700 }], { width: 1280, height: 720 }, 30);

/** A source, packaged, and a rendition whose pictures are given by hand. */
function ladder() {
  const state = { nowMs: 1_795_000_000_000 };
  const now = () => state.nowMs;
  const budget = new ByteBudget(1e9);
  const packager: Packager = new Packager(
    {
      startRun(run) {
        source.startRun(run);
        renditions.startRun(run);
      },
      addPart(part) {
        source.addPart(part, now());
        renditions.addPart(part);
      },
      endSegment() {
        source.endSegment(now());
        renditions.endSegment();
      },
      clockJumped: () => {},
    },
    now,
  );
  const create = () =>
    new Rendition(500, { dvrWindowMs: 60_000, maxBytes: 1e8, budget }, packager.partTarget);
  const source = create();
  const made = new Map<string, Rendition>([["source", source]]);
  const serials = new FrameSerials();
  const host = { streamId: "stream-0001", source, renditions: made, createRendition: create, now };
  const renditions = new LadderRenditions(host, serials);
  packager.setVideoConfig(videoConfig());
  packager.setAudioConfig(audioConfig());
  return {
    packager,
    source,
    renditions,
    get rendition() {
      return made.get("360p");
    },
    pass: (ms: number) => {
      state.nowMs += ms;
    },
    send(frames: readonly SyntheticFrame[]) {
      for (const { kind, frame } of frames) {
        if (kind === "audio") packager.pushAudio(frame);
        else {
          packager.pushVideo(frame);
          serials.of(frame.data);
        }
      }
    },
    picture(frame: VideoFrame) {
      renditions.frame("360p", {
        serial: serials.of(frame.data),
        ptsMs: frame.dtsMs + frame.compositionOffsetMs,
        isKeyFrame: frame.isKeyFrame,
        data: Buffer.from("small"),
        config: videoConfig(640, 360),
      });
    },
  };
}

const STEADY = { fps: 30, seconds: 8, gop: 60, audioRate: 48_000 };
const pictures = (frames: readonly SyntheticFrame[]) =>
  frames.flatMap((one) => (one.kind === "video" ? [one.frame] : []));
const shape = (rendition: Rendition | undefined) =>
  rendition?.window.complete.map(({ msn, wallMs, durationMs, isDiscontinuity, parts }) => ({
    msn,
    wallMs,
    durationMs,
    isDiscontinuity,
    parts: parts.map((part) => part.durationMs),
  }));
const gaps = (rendition: Rendition | undefined) =>
  rendition?.window.complete.map(({ parts }) => parts.filter((part) => part.isGap).length);

describe("a rendition beside its source", () => {
  it("has the same segments and parts, whether its pictures come at once or late", () => {
    for (const lateBy of [0, 1, 40, 100]) {
      const live = ladder();
      live.renditions.show(RUNGS, 30);
      const frames = syntheticFrames(STEADY);
      const due: VideoFrame[] = [];
      for (const one of frames) {
        live.send([one]);
        if (one.kind === "video") due.push(one.frame);
        for (const frame of due.splice(0, Math.max(0, due.length - lateBy))) live.picture(frame);
      }
      live.packager.finish();
      for (const frame of due) live.picture(frame);
      expect(shape(live.rendition)).toEqual(shape(live.source));
      expect(gaps(live.rendition)).toEqual([0, 0, 0, 0]);
    }
  });

  it("joins within a segment and still begins with it", () => {
    const live = ladder();
    const frames = syntheticFrames(STEADY);
    const [early, late] = [frames.slice(0, 30), frames.slice(30)];
    live.send(early);
    live.renditions.show(RUNGS, 30);
    for (const frame of pictures(early)) live.picture(frame);
    live.send(late);
    for (const frame of pictures(late)) live.picture(frame);
    live.packager.finish();
    expect(shape(live.rendition)).toEqual(shape(live.source));
  });

  it("has a gap from the first missing picture to the next key frame, and nothing else moves", () => {
    const live = ladder();
    live.renditions.show(RUNGS, 30);
    const frames = syntheticFrames(STEADY);
    live.send(frames);
    live.packager.finish();
    const all = pictures(frames);
    // The third second's pictures were left out, up to the key frame after the fourth.
    for (const frame of [...all.slice(0, 78), ...all.slice(120)]) live.picture(frame);
    expect(shape(live.rendition)).toEqual(shape(live.source));
    expect(gaps(live.rendition)).toEqual([0, 7, 0, 0]);
    expect(live.rendition?.window.complete.map((segment) => segment.hasGap ?? false)).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });

  it("after a gap in the middle of a group waits for the next key frame, whatever still comes", () => {
    const live = ladder();
    live.renditions.show(RUNGS, 30);
    const frames = syntheticFrames(STEADY);
    live.send(frames.filter(({ atMs }) => atMs < 3_000));
    for (const frame of pictures(frames).slice(0, 70)) live.picture(frame);
    live.renditions.abandon();
    live.send(frames.filter(({ atMs }) => atMs >= 3_000));
    live.packager.finish();
    for (const frame of pictures(frames).slice(70)) live.picture(frame);
    expect(gaps(live.rendition)).toEqual([0, 8, 0, 0]);
  });

  it("takes no harm when pictures come once more from their key frame on", () => {
    const live = ladder();
    live.renditions.show(RUNGS, 30);
    const frames = syntheticFrames(STEADY);
    const all = pictures(frames);
    live.send(frames.filter(({ atMs }) => atMs < 3_000));
    for (const frame of all.slice(0, 80)) live.picture(frame);
    live.send(frames.filter(({ atMs }) => atMs >= 3_000));
    for (const frame of all.slice(60)) live.picture(frame);
    live.packager.finish();
    expect(shape(live.rendition)).toEqual(shape(live.source));
    expect(gaps(live.rendition)).toEqual([0, 0, 0, 0]);
  });

  it("gives up on pictures that don't come within three seconds", () => {
    const live = ladder();
    live.renditions.show(RUNGS, 30);
    const frames = syntheticFrames(STEADY);
    live.send(frames.filter(({ atMs }) => atMs < 4_000));
    for (const frame of pictures(frames).slice(0, 60)) live.picture(frame);
    live.renditions.tick();
    expect(gaps(live.rendition)).toEqual([0]);
    live.pass(3_100);
    for (let tick = 0; tick < 20; tick++) live.renditions.tick();
    expect(live.rendition?.window.lastMsn).toBe(live.source.window.lastMsn);
    expect(live.rendition?.window.open?.hasGap ?? live.rendition?.window.complete.at(-1)?.hasGap).toBe(true);
  });

  it("begins late with the source's numbers, also those of discontinuities", () => {
    const live = ladder();
    const first = syntheticFrames({ ...STEADY, seconds: 4 });
    live.send(first);
    live.packager.finish();
    live.packager.setVideoConfig(videoConfig());
    live.packager.setAudioConfig(audioConfig());
    live.renditions.show(RUNGS, 30);
    const second = syntheticFrames({ ...STEADY, fromMs: 100 });
    live.send(second);
    for (const frame of pictures(second)) live.picture(frame);
    live.packager.finish();
    expect(live.rendition?.window.complete[0]?.msn).toBe(502);
    expect(live.rendition?.window.discontinuitySequence).toBe(1);
    expect(live.rendition?.window.newestDiscontinuity).toBe(live.source.window.newestDiscontinuity);
    expect(live.rendition?.window.lastMsn).toBe(live.source.window.lastMsn);
  });

  it("is off the list at once when it is withdrawn, and whoever waits for it hears so", async () => {
    const live = ladder();
    live.renditions.show(RUNGS, 30);
    const waiting = new Promise<number>((resolve) => {
      live.rendition?.requestPlaylist({ msn: null, part: null, isDelta: false, isGzip: false }, (answer) =>
        resolve(answer.status),
      );
    });
    live.renditions.show([], 30);
    expect(live.rendition).toBeUndefined();
    expect(await waiting).toBe(404);
  });
});
