import { describe, expect, it } from "vitest";
import { readFragment } from "../testing/read-boxes";
import {
  audioConfig,
  type SyntheticFrame,
  syntheticAudio,
  syntheticFrames,
  videoConfig,
} from "../testing/synthetic-media";
import { Packager } from "./packager";
import type { PackagedPart, RunStart } from "./packager-output";

/** A packager whose clock follows the frames it is fed. */
function rig() {
  const seen = { runs: [] as RunStart[], segments: [[]] as PackagedPart[][], jumps: 0, wallMs: 1_000_000 };
  const packager = new Packager(
    {
      startRun: (run) => seen.runs.push(run),
      addPart: (part) => seen.segments.at(-1)?.push(part),
      endSegment: () => seen.segments.push([]),
      clockJumped: () => {
        seen.jumps += 1;
      },
    },
    () => seen.wallMs,
  );
  const feed = (frames: readonly SyntheticFrame[]) => {
    for (const { kind, frame } of frames) {
      if (kind === "video") packager.pushVideo(frame);
      else packager.pushAudio(frame);
    }
  };
  const parts = () => seen.segments.flat();
  const segmentsMs = () => seen.segments.map((segment) => Math.round(sum(segment))).filter((ms) => ms > 0);
  return { packager, seen, feed, parts, segmentsMs };
}

function sum(parts: readonly PackagedPart[]): number {
  return parts.reduce((ms, part) => ms + part.durationMs, 0);
}

function tracksOf(part: PackagedPart | undefined) {
  return readFragment(Buffer.concat(part?.body ?? []));
}

describe("parts", () => {
  it.each([
    { fps: 24, targetMs: 210, partMs: [207, 208, 209] },
    { fps: 25, targetMs: 200, partMs: [200] },
    { fps: 29.97, targetMs: 200, partMs: [167, 168, 169, 199, 200] },
    { fps: 30, targetMs: 200, partMs: [200] },
    { fps: 50, targetMs: 200, partMs: [200] },
    { fps: 60, targetMs: 200, partMs: [200] },
  ])("hold whole frames and never exceed the target at $fps fps", ({ fps, targetMs, partMs }) => {
    const { packager, feed, parts, seen } = rig();
    packager.setVideoConfig(videoConfig());
    feed(syntheticFrames({ fps, seconds: 10, gop: 0 }));
    const complete = parts();
    expect(packager.partTarget.value).toBe(targetMs);
    const lengths = new Set(complete.map((part) => part.durationMs));
    for (const ms of lengths) expect(partMs).toContain(ms);
    expect(complete.filter((part) => part.durationMs < 0.85 * targetMs).length).toBeLessThan(
      complete.length / 8,
    );
    expect(seen.runs).toHaveLength(1);
  });

  it("go out with their last frame at a steady rate, not with the first of the next", () => {
    const { packager, feed, parts } = rig();
    packager.setVideoConfig(videoConfig());
    feed(syntheticFrames({ fps: 30, seconds: 0.2, gop: 0 }));
    expect(parts()).toHaveLength(1);
  });

  it("lie end to end on the timeline, also across frames that never came", () => {
    const { packager, feed, parts } = rig();
    packager.setVideoConfig(videoConfig());
    feed(syntheticFrames({ fps: 30, seconds: 6, gop: 30 }).filter((_, index) => index % 41 < 36));
    let expected = 0;
    for (const part of parts()) {
      const [video] = tracksOf(part);
      expect(video?.decodeTime).toBe(expected);
      expected += video?.durations.reduce((ticks, duration) => ticks + duration, 0) ?? 0;
    }
    expect(expected / 90).toBeCloseTo(sum(parts()), 0);
    expect(Math.abs(sum(parts()) - 6000)).toBeLessThan(400);
  });

  it("carry the audio of their time, every frame once", () => {
    const { packager, feed, parts } = rig();
    packager.setVideoConfig(videoConfig());
    packager.setAudioConfig(audioConfig());
    feed(syntheticFrames({ fps: 30, seconds: 4, gop: 30, audioRate: 48_000 }));
    packager.finish();
    let next = 0;
    for (const part of parts()) {
      const audio = tracksOf(part).find((track) => track.id === 2);
      if (!audio) continue;
      expect(audio.decodeTime).toBe(next);
      next += audio.durations.length * 1024;
    }
    expect(next / 48_000).toBeGreaterThan(3.9);
  });

  it.each([
    { name: "never comes", keep: () => false },
    { name: "goes away and comes back", keep: (atMs: number) => atMs < 2000 || atMs > 6000 },
  ])("carry silence for announced sound that $name", ({ keep }) => {
    const { packager, feed, parts } = rig();
    packager.setVideoConfig(videoConfig());
    packager.setAudioConfig(audioConfig());
    const frames = syntheticFrames({ fps: 30, seconds: 8, gop: 30, audioRate: 48_000 });
    feed(frames.filter((item) => item.kind === "video" || keep(item.atMs)));
    const audio = parts().flatMap((part) => tracksOf(part).filter((track) => track.id === 2));
    let next = 0;
    for (const track of audio) {
      expect(track.decodeTime).toBe(next);
      next += track.durations.reduce((sum, duration) => sum + duration, 0);
    }
    expect(next / 48_000).toBeGreaterThan(7.9);
    expect(next / 48_000).toBeLessThan(8.1);
  });

  it("keep the offsets of B-frames", () => {
    const { packager, feed, parts } = rig();
    packager.setVideoConfig(videoConfig());
    feed(syntheticFrames({ fps: 30, seconds: 1, gop: 30, compositionOffsetMs: 67 }));
    expect(tracksOf(parts()[0])[0]?.compositionOffsets[0]).toBe(67 * 90);
  });
});

describe("segments", () => {
  it("start at key frames", () => {
    const { packager, feed, seen, segmentsMs } = rig();
    packager.setVideoConfig(videoConfig());
    feed(syntheticFrames({ fps: 30, seconds: 8, gop: 60 }));
    expect(segmentsMs().slice(0, 3)).toEqual([2000, 2000, 2000]);
    expect(seen.segments[1]?.map((part) => part.isIndependent)[0]).toBe(true);
    // The preload hint needs to have seen two intervals.
    expect(seen.segments[3]?.map((part) => part.isLikelyLast).indexOf(true)).toBe(9);
  });

  it("aren't shorter than about a second when every frame is a key frame", () => {
    const { packager, feed, segmentsMs } = rig();
    packager.setVideoConfig(videoConfig());
    feed(syntheticFrames({ fps: 30, seconds: 5, gop: 1 }));
    expect(Math.min(...segmentsMs().slice(0, -1))).toBeGreaterThanOrEqual(950);
  });

  it("end without a key frame near four seconds when key frames are 8.33 s apart", () => {
    const { packager, feed, seen, segmentsMs } = rig();
    packager.setVideoConfig(videoConfig());
    feed(syntheticFrames({ fps: 30, seconds: 20, gop: 250 }));
    expect(Math.max(...segmentsMs())).toBeLessThan(4_500);
    const firstParts = seen.segments
      .filter((segment) => segment.length > 0)
      .map((segment) => segment[0]?.isIndependent);
    expect(firstParts.slice(0, 4)).toEqual([true, false, false, true]);
  });

  it("don't begin before the first key frame", () => {
    const { packager, feed, parts } = rig();
    packager.setVideoConfig(videoConfig());
    const frames = syntheticFrames({ fps: 30, seconds: 3, gop: 45 }).slice(1);
    feed(frames);
    expect(parts()[0]?.isIndependent).toBe(true);
    expect(sum(parts())).toBeLessThanOrEqual(1_500);
  });
});

describe("a run ends and the next begins with a key frame", () => {
  it.each([
    { name: "when time jumps backwards", fromMs: -90_000 },
    { name: "when time jumps ahead", fromMs: 90_000 },
  ])("$name", ({ fromMs }) => {
    const { packager, feed, seen, parts } = rig();
    packager.setVideoConfig(videoConfig());
    packager.setAudioConfig(audioConfig());
    feed(syntheticFrames({ fps: 30, seconds: 2, gop: 30, audioRate: 48_000, fromMs: 100_000 }));
    const before = sum(parts());
    feed(
      syntheticFrames({ fps: 30, seconds: 2, gop: 30, audioRate: 48_000, fromMs: 100_000 + fromMs }).slice(4),
    );
    expect(seen.jumps).toBe(1);
    expect(seen.runs).toHaveLength(2);
    const resumed = parts().find(
      (part, index) => index > 0 && sum(parts().slice(0, index)) >= before && part.isIndependent,
    );
    expect(tracksOf(resumed)[0]?.decodeTime).toBe(before * 90);
  });

  it("but not when it merely stumbles", () => {
    const { packager, feed, seen, parts } = rig();
    packager.setVideoConfig(videoConfig());
    const frames = syntheticFrames({ fps: 30, seconds: 3, gop: 30 });
    feed(
      frames.map((item, index) =>
        item.kind === "video" && index % 20 === 7
          ? { ...item, frame: { ...item.frame, dtsMs: item.frame.dtsMs - 80 } }
          : item,
      ),
    );
    expect(seen.jumps).toBe(0);
    for (const part of parts()) expect(Math.min(...(tracksOf(part)[0]?.durations ?? []))).toBeGreaterThan(0);
  });

  it("when the resolution changes, with a new init segment", () => {
    const { packager, feed, seen } = rig();
    packager.setVideoConfig(videoConfig());
    feed(syntheticFrames({ fps: 30, seconds: 2, gop: 30 }));
    packager.setVideoConfig(videoConfig(640, 360));
    feed(syntheticFrames({ fps: 30, seconds: 1, gop: 30, fromMs: 2000 }));
    expect(seen.runs.map((run) => run.tracks.video?.width)).toEqual([1280, 640]);
    expect(seen.runs[0]?.init.equals(seen.runs[1]?.init ?? Buffer.alloc(0))).toBe(false);
  });

  it("when audio is announced late, so that it is heard", () => {
    const { packager, feed, seen } = rig();
    packager.setVideoConfig(videoConfig());
    feed(syntheticFrames({ fps: 30, seconds: 1, gop: 30 }));
    packager.setAudioConfig(audioConfig());
    feed(syntheticFrames({ fps: 30, seconds: 1, gop: 30, fromMs: 1000, audioRate: 48_000 }));
    expect(seen.runs.map((run) => run.tracks.audio !== null)).toEqual([false, true]);
  });

  it("when a publisher comes back, with the wall clock's time", () => {
    const { packager, feed, seen, parts } = rig();
    packager.setVideoConfig(videoConfig());
    feed(syntheticFrames({ fps: 30, seconds: 2, gop: 30 }));
    packager.finish();
    const count = parts().length;
    seen.wallMs += 9_000;
    packager.setVideoConfig(videoConfig());
    feed(syntheticFrames({ fps: 30, seconds: 1, gop: 30 }));
    expect(seen.runs).toHaveLength(2);
    expect(parts()[count]?.wallMs).toBe(1_009_000);
  });
});

describe("sound alone", () => {
  it("is cut by its own frames", () => {
    const { packager, feed, parts, seen, segmentsMs } = rig();
    packager.setAudioConfig(audioConfig());
    feed(syntheticAudio(12));
    expect(packager.partTarget.value).toBe(193);
    expect(new Set(parts().map((part) => Math.round(part.durationMs)))).toEqual(new Set([192]));
    expect(segmentsMs()[0]).toBe(2112);
    expect(seen.runs[0]?.tracks.video).toBeNull();
  });

  it("goes on at once when the video can't be played", () => {
    const { packager, feed, parts } = rig();
    packager.setAudioConfig(audioConfig());
    packager.setVideoUnusable();
    feed(syntheticAudio(1));
    expect(sum(parts())).toBeGreaterThan(700);
  });

  it("comes back to the encoder's time after a gap, without a hole", () => {
    const { packager, feed, parts } = rig();
    packager.setAudioConfig(audioConfig());
    packager.setVideoUnusable();
    feed(syntheticAudio(1));
    feed(syntheticAudio(1, 48_000, 1500));
    expect(Math.abs(sum(parts()) - 2_500)).toBeLessThan(220);
  });
});
