import { describe, expect, it } from "vitest";
import type { AttachedEngine } from "./engine";
import { LiveEdgeFollower } from "./live-edge-follower";

/** A video and a stream whose edge runs on; nothing plays by itself. */
function standing() {
  const clock = { ms: 100_000 };
  const seeks: number[] = [];
  const media = { position: 10, bufferedTo: 10.1 };
  const video = {
    ...{ paused: false, seeking: false, readyState: 2, playbackRate: 1, preservesPitch: false },
    get currentTime() {
      return media.position;
    },
    set currentTime(value: number) {
      seeks.push(value);
      media.position = value;
    },
    buffered: { length: 1, start: () => 0, end: () => media.bufferedTo },
  };
  const edge = { sec: 10.6 };
  const position = () => ({ startSec: 0, edgeSec: edge.sec, holdBackSec: 0.6, isSteerable: true });
  const engine = { position, isInstant: false };
  const follower = new LiveEdgeFollower(
    video as unknown as HTMLVideoElement,
    () => engine as unknown as AttachedEngine,
    () => clock.ms,
  );
  return { clock, seeks, media, edge, follower };
}

describe("a picture that stands", () => {
  it("goes on as soon as there is enough, though the browser waits for more", () => {
    const { clock, seeks, media, edge, follower } = standing();
    follower.noteWaiting();
    follower.tick();
    expect(seeks).toEqual([]);
    clock.ms += 600;
    Object.assign(media, { bufferedTo: 10.8 });
    edge.sec = 11.4;
    follower.tick();
    // 0.6 s and what one stall adds behind the edge would be later than what is there allows.
    expect(seeks).toEqual([10.4]);
    follower.noteMoving();
    follower.tick();
    expect(seeks).toHaveLength(1);
  });

  it("is not helped before the first picture has settled", () => {
    const { clock, seeks, media, follower } = standing();
    follower.restart();
    follower.noteWaiting();
    clock.ms += 500;
    Object.assign(media, { bufferedTo: 10.65 });
    follower.tick();
    expect(seeks).toEqual([]);
  });
});
