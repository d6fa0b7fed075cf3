import "server-only";
import { and, eq, gt, inArray, isNotNull, or } from "drizzle-orm";
import { db } from "../db/client";
import { streams } from "../db/schema";
import { env } from "../env";
import { logger } from "../logger";
import { countCorrections } from "../metrics/web-metrics";
import type { ProviderId } from "../providers/contract";
import { getProvider, isConfigured } from "../providers/get-provider";
import { beginLooking, isFresh, noteLook } from "../providers/health";
import { listProviders } from "../providers/registry";
import { ON_AIR } from "./broadcast-machine";
import { eventOf } from "./observation-events";
import { applyProviderEvents } from "./receive-provider-events";
import { tellAgain } from "./tell-again";

/** From the begin of one round to the next: with rounds that take up to 5 s, what we say is never more than 10 s old. */
const LOOK_EVERY_MS = 5_000;
const WATCH_EVERY_MS = 500;
/** Between two rounds, however long they take, in ms. */
const LEAST_PAUSE_MS = 500;
/** How long after a lost encoder its stream is still looked at, in ms. */
const RETURN_MS = 3_600_000;
const MOST_STREAMS = 2_000;
const EXPECTED = ["ready", ...ON_AIR] as const;

/**
 * Looks once at every stream of a provider that is, or may go, on air, and sets right what events did not tell. Returns how
 * many broadcasts were somewhere else than we believed. Throws `ProviderError` where the provider refuses the whole round.
 */
export async function observeStreams(providerId: ProviderId, now: () => number = Date.now): Promise<number> {
  const provider = await getProvider(providerId);
  if (!provider.observe) return 0;
  beginLooking(providerId, Date.now());
  const rows = await (await db())
    .select()
    .from(streams)
    .where(
      and(
        eq(streams.provider, providerId),
        or(
          inArray(streams.broadcast, [...EXPECTED]),
          // Its encoder may come back later than we waited for it.
          and(eq(streams.endedBecause, "publisher-lost"), gt(streams.endedAt, new Date(now() - RETURN_MS))),
        ),
        isNotNull(streams.providerRef),
      ),
    )
    .orderBy(streams.id)
    .limit(MOST_STREAMS);
  if (rows.length === 0) {
    noteLook(providerId, Date.now());
    return 0;
  }
  const byRef = new Map(rows.map((row) => [row.providerRef, row]));
  const askedAt = now();
  const found = await provider.observe(
    rows.flatMap(({ providerRef }) => (providerRef ? [{ provider: providerId, id: providerRef }] : [])),
  );
  if (found.length > 0) noteLook(providerId, Date.now());
  const windowMs = env().RECONNECT_WINDOW_SECONDS * 1000;
  const events = found.flatMap((observation) => {
    const row = byRef.get(observation.ref.id);
    const event = row ? eventOf(row, observation, askedAt, windowMs) : null;
    return event ? [event] : [];
  });
  const corrected = await applyProviderEvents(providerId, events);
  countCorrections(providerId, corrected);
  return corrected;
}

/**
 * One round after the other, each provider on its own: one that hangs delays nobody else, and one that is set up later is
 * looked at from then on. Returns the way to stop.
 */
export function startObserving(): () => void {
  const timers = new Map<ProviderId, NodeJS.Timeout>();
  const again = (id: ProviderId, tookMs = 0) => {
    const pauseMs = Math.max(LEAST_PAUSE_MS, LOOK_EVERY_MS - tookMs);
    timers.set(id, setTimeout(() => void round(id), pauseMs).unref());
  };
  const round = async (id: ProviderId) => {
    const startedAt = performance.now();
    if (!isConfigured(id)) return again(id);
    await observeStreams(id).catch((error: unknown) => {
      logger().warn({ err: error, provider: id }, "a provider could not be looked at");
    });
    if (timers.has(id)) again(id, performance.now() - startedAt);
  };
  for (const { id } of listProviders()) again(id);
  const stopWatching = watchFreshness();
  return () => {
    stopWatching();
    for (const timer of timers.values()) clearTimeout(timer);
    timers.clear();
  };
}

/** Tells pages when a provider falls silent or answers again, while its round still waits. Returns the way to stop. */
function watchFreshness(): () => void {
  const told = new Map<ProviderId, boolean>();
  const watch = () => {
    for (const { id } of listProviders()) {
      const before = told.get(id);
      const fresh = isFresh(id);
      told.set(id, fresh);
      if (before === undefined || before === fresh) continue;
      tellAgain(id).catch((error: unknown) => {
        logger().warn({ err: error, provider: id }, "pages could not be told whether it answers");
      });
    }
  };
  const timer = setInterval(watch, WATCH_EVERY_MS).unref();
  return () => clearInterval(timer);
}
