import type { PublishFigures } from "../publisher";
import { PublishFailure, type PublishTrouble } from "../publisher";
import { WhipPublisher } from "../publishers/whip";

/** What a try at sending came to. */
export type LineFact =
  | { readonly state: "none" }
  | { readonly state: "measuring" }
  | { readonly state: "failed"; readonly trouble: PublishTrouble["kind"] }
  | {
      readonly state: "measured";
      /** What the line carried, all together, as far as it was tried. */
      readonly lineKbps: number | null;
      readonly lossRatio: number | null;
      readonly roundTripMs: number | null;
      readonly framesPerSecond: number | null;
      /** For one picture, in ms. */
      readonly encodeMs: number | null;
    };

/** Browsers feel their way up: what the first seconds say is too little. */
const MEASURE_MS = 5_000;
const READ_EVERY_MS = 500;
/** The readings that count, from the end. */
const LAST = 4;

/**
 * Sends what would go out to a place that measures and forgets it, the same way and with the same encoder as on air, and
 * reads what came of it. Never rejects.
 */
export async function probeLine(
  target: { readonly url: string; readonly token: string },
  media: MediaStream,
  signal: AbortSignal,
): Promise<LineFact> {
  let settle: (trouble: PublishTrouble["kind"] | null) => void = () => {};
  const reached = new Promise<PublishTrouble["kind"] | null>((resolve) => {
    settle = resolve;
  });
  const publisher = new WhipPublisher(
    { url: target.url, streamKey: target.token },
    { connected: () => settle(null), ended: ({ kind }) => settle(kind) },
  );
  signal.addEventListener("abort", () => publisher.stop());
  try {
    await publisher.start(media);
    const trouble = await Promise.race([reached, aborted(signal)]);
    if (trouble !== null) return { state: "failed", trouble };
    return await measure(publisher, signal);
  } catch (error) {
    return { state: "failed", trouble: error instanceof PublishFailure ? error.trouble.kind : "unreachable" };
  } finally {
    publisher.stop();
  }
}

async function measure(publisher: WhipPublisher, signal: AbortSignal): Promise<LineFact> {
  const readings: PublishFigures[] = [];
  for (let waited = 0; waited < MEASURE_MS && !signal.aborted; waited += READ_EVERY_MS) {
    await new Promise((resolve) => setTimeout(resolve, READ_EVERY_MS));
    readings.push(await publisher.figures());
  }
  const last = readings.slice(-LAST);
  return {
    state: "measured",
    lineKbps: mostOf(last.map(({ availableKbps }) => availableKbps)),
    lossRatio: mostOf(last.map(({ lossRatio }) => lossRatio)),
    roundTripMs: mostOf(last.map(({ roundTripMs }) => roundTripMs)),
    framesPerSecond: mostOf(last.map(({ framesPerSecond }) => framesPerSecond)),
    encodeMs: await publisher.encodeMs(),
  };
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
