import { composeNoise } from "../program/compose";
import { PublishFailure, type PublishFigures, type PublishTrouble } from "../publisher";
import { WhipPublisher } from "../publishers/whip";
import { neededKbps, type PicturePlan, type SoundChoice } from "./bitrate-plan";

/** What a try at sending came to. */
export type LineFact =
  | { readonly state: "none" }
  | { readonly state: "measuring" }
  | { readonly state: "failed"; readonly trouble: PublishTrouble["kind"] }
  | {
      readonly state: "measured";
      /** What got through, all together, as the other side counted it. No more than what the picture needs was tried. */
      readonly lineKbps: number | null;
      readonly lossRatio: number | null;
      readonly roundTripMs: number | null;
      readonly framesPerSecond: number | null;
      /** For one picture, in ms. */
      readonly encodeMs: number | null;
    };

/** Two of these seconds count: those in which most got through. */
const MEASURE_MS = 5_000;
const READ_EVERY_MS = 500;
const ANSWER_MS = 5_000;
/** The readings that count, from the end. */
const LAST = 4;

export interface ProbeWish {
  readonly target: { readonly url: string; readonly token: string };
  /** What is to be carried. */
  readonly plan: PicturePlan;
  readonly sound: SoundChoice;
  /** What would be heard. */
  readonly audio: MediaStreamTrack;
}

/**
 * Sends a test picture as large and as often as the wished one, at all the bitrate that it needs with room to spare, the way
 * that it would go on air; the place measures and forgets it. Reads what got through, and what the encoder took. Never rejects.
 */
export async function probeLine(
  { target, plan, sound, audio }: ProbeWish,
  signal: AbortSignal,
): Promise<LineFact> {
  let settle: (trouble: PublishTrouble["kind"] | null) => void = () => {};
  const reached = new Promise<PublishTrouble["kind"] | null>((resolve) => {
    settle = resolve;
  });
  const publisher = new WhipPublisher(
    { url: target.url, streamKey: target.token },
    { connected: () => settle(null), ended: ({ kind }) => settle(kind) },
    neededKbps(plan, sound),
  );
  const picture = composeNoise(plan, plan.framesPerSecond);
  signal.addEventListener("abort", () => publisher.stop());
  try {
    await publisher.start(new MediaStream([picture.track, audio]));
    const trouble = await Promise.race([reached, aborted(signal)]);
    if (trouble !== null) return { state: "failed", trouble };
    return await measure(publisher, target, signal);
  } catch (error) {
    return { state: "failed", trouble: error instanceof PublishFailure ? error.trouble.kind : "unreachable" };
  } finally {
    publisher.stop();
    picture.close();
  }
}

async function measure(
  publisher: WhipPublisher,
  target: ProbeWish["target"],
  signal: AbortSignal,
): Promise<LineFact> {
  const readings: PublishFigures[] = [];
  for (let waited = 0; waited < MEASURE_MS && !signal.aborted; waited += READ_EVERY_MS) {
    await new Promise((resolve) => setTimeout(resolve, READ_EVERY_MS));
    readings.push(await publisher.figures());
  }
  const last = readings.slice(-LAST);
  return {
    state: "measured",
    lineKbps: await askReceived(target),
    lossRatio: mostOf(last.map(({ lossRatio }) => lossRatio)),
    roundTripMs: mostOf(last.map(({ roundTripMs }) => roundTripMs)),
    framesPerSecond: mostOf(last.map(({ framesPerSecond }) => framesPerSecond)),
    encodeMs: await publisher.encodeMs(),
  };
}

/** As the other side counted it; null when it doesn't say. */
async function askReceived({ url, token }: ProbeWish["target"]): Promise<number | null> {
  try {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(url, { headers, signal: AbortSignal.timeout(ANSWER_MS) });
    // Whatever it is, only a number is taken from it.
    const { receivedKbps } = (await answer.json()) as { receivedKbps?: unknown };
    return typeof receivedKbps === "number" ? receivedKbps : null;
  } catch {
    return null;
  }
}

function mostOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function aborted(signal: AbortSignal): Promise<"lost"> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve("lost");
    signal.addEventListener("abort", () => resolve("lost"));
  });
}
