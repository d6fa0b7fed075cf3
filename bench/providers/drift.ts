import { setTimeout as delay } from "node:timers/promises";
import { inArray } from "drizzle-orm";
import { db } from "../../lib/db/client";
import { streams } from "../../lib/db/schema";
import { randomText } from "../../lib/secrets/random-text";
import { startObserving } from "../../lib/streams/observe-streams";
import { makeActor } from "../../lib/testing/accounts";
import { percentile } from "../measure/percentile";
import type { Service } from "./service";

const ANSWER_MS = 50;
const FLIP_EVERY_MS = 100;
/** For the first looks, and for the last changes to be seen. */
const SETTLE_MS = 20_000;

export interface DriftFigures {
  readonly driftP95Ms: number;
  readonly driftWorstMs: number;
  readonly changes: number;
  readonly unseen: number;
  readonly refusedCalls: number;
}

/**
 * `count` streams at the service, all on air, looked at by the product's own loop in real time. One channel after the other
 * loses or gets back its encoder; the drift is the time until our state says so.
 */
export async function measureDrift(service: Service, count: number, flips: number): Promise<DriftFigures> {
  service.delay(ANSWER_MS);
  const ids = await insertStreams(service, count);
  for (const { ref } of ids) service.flip(ref, true);
  const stop = startObserving();
  await delay(SETTLE_MS);
  const waiting = new Map<string, number>();
  const drifts: number[] = [];
  const watching = setInterval(() => void look(), 250);
  async function look(): Promise<void> {
    if (waiting.size === 0) return;
    const asked = new Map(waiting);
    const rows = await (await db())
      .select({ id: streams.id, broadcast: streams.broadcast })
      .from(streams)
      .where(inArray(streams.id, [...asked.keys()]));
    for (const { id, broadcast } of rows) {
      const at = asked.get(id);
      if (broadcast !== "reconnecting" || at === undefined || !waiting.delete(id)) continue;
      drifts.push(performance.now() - at);
    }
  }
  for (const { id, ref } of ids.slice(0, flips)) {
    service.flip(ref, false);
    waiting.set(id, performance.now());
    await delay(FLIP_EVERY_MS);
  }
  await delay(SETTLE_MS);
  clearInterval(watching);
  stop();
  // What was never seen counts as long as it was waited for.
  const all = [...drifts, ...[...waiting.values()].map((at) => performance.now() - at)];
  return {
    driftP95Ms: Math.round(percentile(all, 0.95)),
    driftWorstMs: Math.round(Math.max(...all)),
    changes: all.length,
    unseen: waiting.size,
    refusedCalls: service.refusals(),
  };
}

async function insertStreams(service: Service, count: number) {
  const { channel } = await makeActor("admin");
  if (!channel) throw new Error("an administrator has a channel");
  const made = Array.from({ length: count }, () => ({ id: randomText(16), ref: service.addChannel() }));
  await (await db()).insert(streams).values(
    made.map(({ id, ref }) => ({
      id,
      channelId: channel.id,
      title: "Bench",
      contentLabel: "other" as const,
      visibility: "public" as const,
      provider: service.provider,
      providerRef: ref,
      decision: { chosen: service.provider, because: [], rejected: [], warnings: [] },
      broadcast: "ready" as const,
    })),
  );
  return made;
}
