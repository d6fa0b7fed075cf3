import { setTimeout as delay } from "node:timers/promises";
import type { Actor } from "../../lib/auth/actor";
import { createStream } from "../../lib/streams/create-stream";
import { makeActor } from "../../lib/testing/accounts";
import { percentile } from "../measure/percentile";
import type { Service } from "./service";

/** What the service takes for each answer, in ms. */
const ANSWER_MS = 50;
/** Streams for each creator: below what one may have open. */
const PER_CREATOR = 15;
const WARM_UP = 5;

export interface CreationFigures {
  readonly createOverheadP95Ms: number;
  readonly createOverheadMedianMs: number;
  /** In all, with the service's answers. */
  readonly createMedianMs: number;
  readonly callsEach: number;
}

/**
 * Creates streams one after the other, as fast as the service allows. The overhead is all that is not waiting for the
 * service's answers, of which each takes the delay that is set there.
 */
export async function measureCreations(service: Service, count: number): Promise<CreationFigures> {
  service.delay(ANSWER_MS);
  const overheads: number[] = [];
  const totals: number[] = [];
  let creator: Actor | null = null;
  let calls = 0;
  for (let index = -WARM_UP; index < count; index++) {
    if (!creator || (index + WARM_UP) % PER_CREATOR === 0) creator = await makeActor("admin");
    const startedAt = performance.now();
    const before = service.calls();
    await createStream(creator, { title: `Bench ${index}`, provider: service.provider });
    const took = performance.now() - startedAt;
    if (index >= 0) {
      const asked = service.calls() - before;
      calls += asked;
      totals.push(took);
      overheads.push(took - asked * ANSWER_MS);
    }
    await delay(Math.max(0, service.creationEveryMs - took));
  }
  return {
    createOverheadP95Ms: round(percentile(overheads, 0.95)),
    createOverheadMedianMs: round(percentile(overheads, 0.5)),
    createMedianMs: round(percentile(totals, 0.5)),
    callsEach: round(calls / count),
  };
}

const round = (value: number) => Math.round(value * 10) / 10;
