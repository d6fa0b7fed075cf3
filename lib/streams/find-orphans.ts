import "server-only";
import { and, eq, isNotNull, notInArray } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { streams } from "../db/schema";
import type { ProviderId } from "../providers/contract";
import { getProvider } from "../providers/get-provider";
import { OVER } from "./broadcast-machine";

/** A channel with our mark at a provider that no stream here knows. */
export interface Orphan {
  /** The provider's own id of it. */
  readonly id: string;
  readonly streamId: string | null;
  /** Epoch ms; null where the provider does not tell. */
  readonly createdAt: number | null;
}

export interface OrphanReport {
  readonly orphans: readonly Orphan[];
  /** Streams here, not over, whose channel is gone there. */
  readonly bereft: readonly { readonly streamId: string; readonly title: string }[];
}

/** What is being made at this moment is no orphan, in ms. */
const GRACE_MS = 3_600_000;
/** A list as long as this may be a part of one: what is missing in it may be there. */
const WHOLE_BELOW = 1_000;

/**
 * Compares what the provider holds with what we know, and changes nothing. Null for a provider at which nothing is made
 * beforehand. Channels of another installation with the same account look like orphans. Throws `forbidden`, `ProviderError`.
 */
export async function findOrphans(
  actor: Actor,
  providerId: ProviderId,
  now = Date.now(),
): Promise<OrphanReport | null> {
  assertAdmin(actor);
  const listed = await (await getProvider(providerId)).listChannels?.();
  if (!listed) return null;
  const database = await db();
  const ofProvider = and(eq(streams.provider, providerId), isNotNull(streams.providerRef));
  const rows = await database.select({ ref: streams.providerRef }).from(streams).where(ofProvider);
  const known = new Set(rows.map(({ ref }) => ref));
  const orphans = listed.flatMap(({ ref, streamId, createdAt }) =>
    known.has(ref.id) || (createdAt ?? 0) > now - GRACE_MS ? [] : [{ id: ref.id, streamId, createdAt }],
  );
  const there = new Set(listed.map(({ ref }) => ref.id));
  const expected =
    listed.length >= WHOLE_BELOW
      ? []
      : await database
          .select({ streamId: streams.id, title: streams.title, ref: streams.providerRef })
          .from(streams)
          .where(and(ofProvider, notInArray(streams.broadcast, [...OVER])));
  const bereft = expected.flatMap(({ ref, streamId, title }) =>
    there.has(ref ?? "") ? [] : [{ streamId, title }],
  );
  return { orphans, bereft };
}
