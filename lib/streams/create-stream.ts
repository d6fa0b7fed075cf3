import "server-only";
import { and, eq, notInArray, sql } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertCreator, assertScope } from "../auth/assert-role";
import { limitRate } from "../auth/rate-limits";
import { db, notify } from "../db/client";
import type { Transaction } from "../db/open-database";
import { streams, type Visibility } from "../db/schema";
import { AppError } from "../errors";
import { logger } from "../logger";
import { capabilitiesOf } from "../providers/capabilities-of";
import type { ProviderId, ProviderWarning, Provisioned } from "../providers/contract";
import { isProviderError } from "../providers/errors";
import { getProvider } from "../providers/get-provider";
import type { Loss, Receipt } from "../routing/decision";
import { randomText } from "../secrets/random-text";
import { getTierSettings } from "../settings/get-tier-settings";
import type { StreamRow } from "./apply-event";
import { OVER } from "./broadcast-machine";
import { insertTargets } from "./ingest-targets";
import { routeStream } from "./route-stream";
import { CreateStreamInput } from "./schemas";
import type { StreamView } from "./stream";
import { toStreamView } from "./stream-query";
import { STREAM_CHANGED } from "./write-streams";

/** Streams that a creator may have open at once. */
const MAX_OPEN_STREAMS = 20;

/** Providers that are tried for one stream before its creator is told that it can't be made. */
const MAX_ATTEMPTS = 2;

type StreamWish = Omit<ReturnType<typeof CreateStreamInput.parse>, "provider" | "isRecorded"> & {
  readonly isRecorded: boolean;
};

/**
 * Chooses a provider, makes the stream's channel there, and keeps both with the receipt. One that does not answer is
 * passed over for the next that the policy allows, unless somebody asked for it. Nothing is left behind when it fails.
 * Throws `forbidden`, `no-provider`, `no-private-playback`, `too-many-streams`, `rate-limited`, `ProviderError`.
 */
export async function createStream(actor: Actor, input: CreateStreamInput): Promise<StreamView> {
  const { channel } = assertCreator(actor);
  assertScope(actor, "streams:write");
  const { provider: asked, ...told } = CreateStreamInput.parse(input);
  await limitRate("stream-create", actor.userId);
  const isRecorded = told.isRecorded ?? (await getTierSettings())[actor.tier].isRecorded;
  const wish: StreamWish = { ...told, isRecorded };
  const streamId = randomText(16);
  const made = await provision(actor, streamId, wish, asked ?? null);
  const { provider, provisioned } = made;
  let row: StreamRow;
  try {
    row = await (await db()).transaction(async (tx) => {
      await assertRoom(tx, channel.id);
      return insertStream(tx, { ...made, streamId, channelId: channel.id, wish });
    });
  } catch (error) {
    // Nobody waits for it.
    provider.deleteChannel(provisioned.ref).catch((cause: unknown) => {
      logger().error({ err: cause, streamId }, "a channel without a stream is left at its provider");
    });
    throw error;
  }
  const creator = { name: actor.name, tier: actor.tier, suspendedAt: null };
  return toStreamView({ row, channel: { ...channel, userId: actor.userId }, creator }, actor);
}

async function provision(actor: Actor, streamId: string, wish: StreamWish, asked: ProviderId | null) {
  const visibility = wish.isPreview ? "private" : wish.visibility;
  const failed = new Set<ProviderId>();
  for (;;) {
    const receipt = await routeStream(actor, { ...wish, visibility }, asked, failed);
    if (!receipt.chosen) throw refusal(receipt);
    const provider = await getProvider(receipt.chosen);
    try {
      const isRecorded = wish.isRecorded && keepsRecordings(receipt.chosen, wish.visibility);
      const input = { streamId, title: wish.title, visibility, isRecorded };
      return { receipt, provider, isRecorded, provisioned: await provider.createChannel(input) };
    } catch (error) {
      failed.add(receipt.chosen);
      if (asked !== null || failed.size >= MAX_ATTEMPTS || !isElsewhereBetter(error)) throw error;
      logger().warn({ err: error, streamId }, "a stream goes to the next provider that is allowed");
    }
  }
}

/** A wish that nobody can grant is the creator's to change; the rest is the installation's trouble. */
function refusal({ rejected }: Receipt): AppError {
  const isPrivate = rejected.some(({ because }) => because.type === "private");
  return new AppError(isPrivate ? "no-private-playback" : "no-provider");
}

/** What another provider would not answer the same way. */
function isElsewhereBetter(error: unknown): boolean {
  return isProviderError(error) && error.code !== "invalid-input" && error.code !== "unsupported";
}

function keepsRecordings(id: ProviderId, visibility: Visibility): boolean {
  const capabilities = capabilitiesOf(id);
  return capabilities?.recording === true && (visibility === "public" || capabilities.privateReplays);
}

async function assertRoom(tx: Transaction, channelId: string): Promise<void> {
  // Two requests at once must not both take the last place.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${channelId}, 0))`);
  const open = await tx.$count(
    streams,
    and(eq(streams.channelId, channelId), notInArray(streams.broadcast, [...OVER])),
  );
  if (open >= MAX_OPEN_STREAMS) throw new AppError("too-many-streams");
}

async function insertStream(
  tx: Transaction,
  made: {
    readonly streamId: string;
    readonly channelId: string;
    readonly wish: StreamWish;
    readonly receipt: Receipt;
    readonly isRecorded: boolean;
    readonly provisioned: Provisioned;
  },
): Promise<StreamRow> {
  const { streamId, channelId, wish, receipt, isRecorded, provisioned } = made;
  const { ref, warnings } = provisioned;
  const { title, contentLabel, visibility, isPreview } = wish;
  const [row] = await tx
    .insert(streams)
    .values({
      ...{ id: streamId, channelId, title, contentLabel, visibility, isPreview, isRecorded },
      provider: ref.provider,
      providerRef: ref.id,
      decision: { ...receipt, warnings: mergeLosses(receipt.warnings, warnings) },
      broadcast: "ready",
    })
    .returning();
  if (!row) throw new AppError("unexpected", "the stream was not stored");
  await insertTargets(tx, streamId, provisioned.ingest);
  await notify(tx, STREAM_CHANGED, streamId);
  return row;
}

/** A provider says of its own losses more than routing knows. */
function mergeLosses(routed: readonly Loss[], told: readonly ProviderWarning[]): readonly Loss[] {
  const own = new Set(told.map(({ feature }) => `wish-${feature}`));
  return [...routed.filter(({ feature }) => !own.has(feature)), ...told];
}
