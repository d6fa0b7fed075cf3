import type { Page } from "@playwright/test";
import { decodeMoment, FRAME_WIDTH, SQUARE, SQUARES } from "./pattern";

export interface SquaresReading {
  /** Glass to glass, in ms, one per frame shown. */
  readonly delaysMs: number[];
  /** From the start of the navigation to the first frame drawn, in ms. */
  readonly firstFrameMs: number;
  /** What lay ready to be played when each was shown, in ms. */
  readonly readyMs: number[];
  /** Times when the picture stood still for more than 500 ms. */
  readonly stalls: readonly Stall[];
}

/** The picture stood still, and what else is known of that while, to tell whose fault it was. All in ms. */
export interface Stall {
  /** Since the reading began. */
  readonly at: number;
  /** The same, since the epoch. */
  readonly since: number;
  readonly duration: number;
  /** Between the making of the last picture before it and the first one after it. */
  readonly madeApart: number | null;
  /** What lay ready to be played when it began, and when it ended. */
  readonly ready: readonly [number, number];
  /** The longest that the page itself got no turn meanwhile: a machine with too much to do. */
  readonly pageStood: number;
}

interface Frame {
  readonly bits: boolean[];
  readonly seenAt: number;
  readonly ready: number;
  readonly pageStood: number;
}

interface RawReading {
  readonly frames: readonly Frame[];
  readonly firstFrameMs: number;
}

const STALL_MS = 500;

/**
 * Puts a reader into every page opened from now on: it waits for a video element, notes when its first frame is
 * drawn, and keeps the squares of each frame from then on.
 */
export async function installSquaresReader(page: Page): Promise<void> {
  // The TypeScript loader wraps functions in a naming helper that a page does not have.
  await page.addInitScript("globalThis.__name ??= (named) => named;");
  await page.addInitScript(readSquaresInPage, { width: FRAME_WIDTH, square: SQUARE, squares: SQUARES });
}

/** Waits for the first frame of the page that was navigated to. Fails after `timeoutMs`. */
export async function waitForFirstFrame(page: Page, timeoutMs: number): Promise<number> {
  const handle = await page.waitForFunction(
    () => Reflect.get(window, "squaresFirstFrameMs") as number | undefined,
    null,
    {
      timeout: timeoutMs,
      polling: 50,
    },
  );
  return Number(await handle.jsonValue());
}

/** Reads delays for `durationMs`, dropping what was collected before. */
export async function readSquares(page: Page, durationMs: number): Promise<SquaresReading> {
  await page.evaluate(() => Reflect.set(window, "squaresFrames", []));
  await page.waitForTimeout(durationMs);
  const raw = await page.evaluate(() => ({
    frames: Reflect.get(window, "squaresFrames") as RawReading["frames"],
    firstFrameMs: Reflect.get(window, "squaresFirstFrameMs") as number,
  }));
  const delaysMs = raw.frames.flatMap(({ bits, seenAt }) => {
    const madeAt = decodeMoment(bits, seenAt);
    return madeAt === null ? [] : [seenAt - madeAt];
  });
  const readyMs = raw.frames.map(({ ready }) => ready);
  return { delaysMs, firstFrameMs: raw.firstFrameMs, readyMs, stalls: findStalls(raw.frames) };
}

function findStalls(frames: readonly Frame[]): Stall[] {
  return frames.slice(1).flatMap((after, index) => {
    const before = frames[index];
    if (!before || after.seenAt - before.seenAt <= STALL_MS) return [];
    const made = [before, after].map(({ bits, seenAt }) => decodeMoment(bits, seenAt));
    return {
      at: before.seenAt - (frames[0]?.seenAt ?? 0),
      since: before.seenAt,
      duration: after.seenAt - before.seenAt,
      madeApart: made[0] != null && made[1] != null ? made[1] - made[0] : null,
      ready: [before.ready, after.ready] as const,
      pageStood: after.pageStood,
    };
  });
}

/** Runs inside the page, so it may use nothing from outside itself. */
function readSquaresInPage(layout: { width: number; square: number; squares: number }): void {
  const canvas = document.createElement("canvas");
  canvas.width = layout.squares;
  canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  let pageStood = 0;
  let turnAt = performance.now();
  setInterval(() => {
    const now = performance.now();
    pageStood = Math.max(pageStood, Math.round(now - turnAt));
    turnAt = now;
  }, 50);
  const readFrame = (video: HTMLVideoElement) => {
    const seenAt = Date.now();
    if (Reflect.get(window, "squaresFirstFrameMs") === undefined) {
      Reflect.set(window, "squaresFirstFrameMs", performance.now());
      Reflect.set(window, "squaresFrames", []);
    }
    const scale = video.videoWidth / layout.width;
    const side = layout.square * scale;
    // The middle of each square, one pixel a square: the encoder's ringing stays at the edges.
    context?.drawImage(video, 0, side * 0.25, layout.squares * side, side * 0.5, 0, 0, layout.squares, 1);
    const pixels = context?.getImageData(0, 0, layout.squares, 1).data ?? [];
    const bits = Array.from({ length: layout.squares }, (_, index) => (pixels[index * 4] ?? 0) > 127);
    const ends = video.buffered.length > 0 ? video.buffered.end(video.buffered.length - 1) : 0;
    const ready = Math.round((ends - video.currentTime) * 1000);
    (Reflect.get(window, "squaresFrames") as unknown[]).push({ bits, seenAt, ready, pageStood });
    pageStood = 0;
    video.requestVideoFrameCallback(() => readFrame(video));
  };
  const watched = new WeakSet<HTMLVideoElement>();
  const look = () => {
    for (const video of document.getElementsByTagName("video")) {
      if (watched.has(video)) continue;
      watched.add(video);
      video.requestVideoFrameCallback(() => readFrame(video));
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}
