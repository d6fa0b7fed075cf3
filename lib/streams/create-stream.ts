import "server-only";
import { and, eq, notInArray, sql } from "drizzle-orm";
import { assertCanProtect } from "../access/assert-can-protect";
import type { Actor } from "../auth/actor";
import { assertCreator, assertScope } from "../auth/assert-role";
import { limitRate } from "../auth/rate-limits";
import { db, notify } from "../db/client";
import type { Transaction } from "../db/open-database";
import { streams } from "../db/schema";
import { AppError } from "../errors";
import { logger } from "../logger";
import { capabilitiesOf } from "../providers/capabilities-of";
import type { ProviderId, Provisioned } from "../providers/contract";
import { getProvider, listConfigured } from "../providers/get-provider";
import { DEFAULT_PROVIDER, listProviders } from "../providers/registry";
import { chooseProvider } from "../routing/choose-provider";
import type { Decision } from "../routing/decision";
import { randomText } from "../secrets/random-text";
import { getTierSettings } from "../settings/get-tier-settings";
import type { StreamRow } from "./apply-event";
import { OVER } from "./broadcast-machine";
import { insertTargets } from "./ingest-targets";
import { CreateStreamInput } from "./schemas";
import type { StreamView } from "./stream";
import { toStreamView } from "./stream-query";
import { STREAM_CHANGED } from "./write-streams";

/** Streams that a creator may have open at once. */
const MAX_OPEN_STREAMS = 20;

/**
 * Chooses a provider, makes the stream's channel there, and keeps both with the decision. Nothing is left behind when
 * it fails. Throws `forbidden`, `no-provider`, `no-private-playback`, `too-many-streams`, `rate-limited`, `ProviderError`.
 */
export async function createStream(actor: Actor, input: CreateStreamInput): Promise<StreamView> {
  const { channel } = assertCreator(actor);
  assertScope(actor, "streams:write");
  const { provider: asked, ...wish } = CreateStreamInput.parse(input);
  await limitRate("stream-create", actor.userId);
  assertMayAsk(actor, asked ?? null);
  const decision = decide(asked ?? null);
  if (!decision.chosen) throw new AppError("no-provider");
  assertCanProtect(decision.chosen, wish.isPreview ? "private" : wish.visibility);
  const streamId = randomText(16);
  const provider = await getProvider(decision.chosen);
  const isRecorded = wish.isRecorded ?? (await getTierSettings())[actor.tier].isRecorded;
  const capabilities = capabilitiesOf(decision.chosen);
  const records = capabilities?.recording && (wish.visibility === "public" || capabilities.privateReplays);
  const provisioned = await provider.createChannel({
    streamId,
    title: wish.title,
    visibility: wish.isPreview ? "private" : wish.visibility,
    isRecorded: isRecorded && records === true,
  });
  let row: StreamRow;
  try {
    row = await (await db()).transaction(async (tx) => {
      await assertRoom(tx, channel.id);
      return insertStream(tx, {
        streamId,
        channelId: channel.id,
        wish: { ...wish, isRecorded: isRecorded && records === true },
        decision,
        provisioned,
      });
    });
  } catch (error) {
    // Nobody waits for it.
    provider.deleteChannel(provisioned.ref).catch((cause: unknown) => {
      logger().error({ err: cause, streamId }, "a channel without a stream is left at its provider");
    });
    throw error;
  }
  const creator = { name: actor.name, suspendedAt: null };
  return toStreamView({ row, channel: { ...channel, userId: actor.userId }, creator }, actor);
}

/** Whoever doesn't pay doesn't choose what is to be paid. */
function assertMayAsk(actor: Actor, asked: ProviderId | null): void {
  if (asked === null || actor.role === "admin") return;
  const billing = capabilitiesOf(asked)?.billing ?? "none";
  if (billing !== "none") throw new AppError("forbidden", `${asked} is for administrators to choose`);
}

function decide(asked: ProviderId | null): Decision {
  const configured = listConfigured();
  const facts = listProviders().map(({ id }) => ({ id, isConfigured: configured.includes(id) }));
  return chooseProvider(DEFAULT_PROVIDER, facts, asked);
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
    readonly wish: Omit<ReturnType<typeof CreateStreamInput.parse>, "provider" | "isRecorded"> & {
      readonly isRecorded: boolean;
    };
    readonly decision: Decision;
    readonly provisioned: Provisioned;
  },
): Promise<StreamRow> {
  const { streamId, channelId, wish, decision, provisioned } = made;
  const [row] = await tx
    .insert(streams)
    .values({
      id: streamId,
      channelId,
      ...wish,
      provider: provisioned.ref.provider,
      providerRef: provisioned.ref.id,
      decision: { ...decision, warnings: [...decision.warnings, ...provisioned.warnings] },
      broadcast: "ready",
    })
    .returning();
  if (!row) throw new AppError("unexpected", "the stream was not stored");
  await insertTargets(tx, streamId, provisioned.ingest);
  await notify(tx, STREAM_CHANGED, streamId);
  return row;
}
