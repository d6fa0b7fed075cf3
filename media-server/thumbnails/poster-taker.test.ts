import { expect, it } from "vitest";
import type { PackagedPart } from "../packaging/packager-output";
import { videoConfig } from "../testing/synthetic-media";
import { PosterTaker } from "./poster-taker";
import type { Shot } from "./take-shot";

// Nobody looks into it here.
const SHOT = { poster: Buffer.from("poster"), tile: Buffer.from("tile") } as Shot;

function taker(isPreview: boolean) {
  const state = { nowMs: 1_795_000_000_000, pictures: 0, finish: (_shot: Shot | null) => {} };
  const shots = {
    canTake: true,
    isBusy: false,
    take: () =>
      new Promise<Shot | null>((resolve) => {
        state.finish = resolve;
      }),
  };
  const hooks = {
    taken: () => {
      state.pictures += 1;
    },
    gone: () => {
      state.pictures = 0;
    },
  };
  const posters = new PosterTaker(shots, () => state.nowMs, hooks, isPreview);
  posters.startRun({ init: Buffer.from("init"), tracks: { video: videoConfig(), audio: null } });
  const keyFrame = async (isDone = true) => {
    state.nowMs += 11_000;
    // What a poster is made of.
    posters.addPart({ isIndependent: true, body: [], wallMs: state.nowMs } as unknown as PackagedPart);
    if (isDone) await done();
  };
  const done = async () => {
    state.finish(SHOT);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { posters, state, keyFrame, done };
}

it("forgets what was private when the stream goes public, what is just being taken included", async () => {
  const { posters, state, keyFrame, done } = taker(true);
  await keyFrame();
  await keyFrame();
  expect(state.pictures).toBe(2);
  await keyFrame(false);
  posters.apply({ isPreview: false });
  await done();
  expect(state.pictures).toBe(0);
  await keyFrame();
  expect(state.pictures).toBe(1);
});

it("keeps its pictures over other changes of the settings", async () => {
  const { posters, state, keyFrame } = taker(false);
  await keyFrame();
  posters.apply({ isPreview: false });
  expect(state.pictures).toBe(1);
});
