import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import { logger } from "../logger";
import { isProviderError } from "../providers/errors";
import { getProvider } from "../providers/get-provider";
import { findRecordings } from "../recordings/find-recordings";
import { isFinal, isOnAir, isOver } from "./broadcast-machine";
import { settingsOf } from "./settings-of";
import { findStreamRow } from "./stream-query";

/** Pauses between tries, in ms; the last one is repeated. A replay that became private must not stay open. */
const RETRIES_MS = [500, 2_000, 5_000, 15_000, 30_000];
/** About a day. */
const MAX_TRIES = 2_880;

interface Applier {
  /** Streams whose settings were changed and not told yet. */
  readonly dirty: Set<string>;
  readonly busy: Map<string, Promise<void>>;
  /** The last call for each stream: they are made one after the other, so that older settings never come last. */
  readonly turns: Map<string, Promise<void>>;
}
const holder: { __liveApplier?: Applier } & typeof globalThis = globalThis;

/**
 * Tells the provider of a stream on air its settings as they are stored now (before that too, if it does not ask), and
 * who may watch what was recorded of one that is over; call it after the change has committed.
 * `pending`: the provider did not answer, and is told again in the background. Nothing to tell is `done`. Never throws.
 */
export async function applySettings(streamId: string): Promise<"done" | "pending"> {
  try {
    await tellInTurn(streamId);
    return "done";
  } catch (error) {
    logger().warn({ err: error, streamId }, "settings could not be applied yet");
    applyLater(streamId);
    return "pending";
  }
}

/** Resolves when nothing is left to tell; for tests. */
export async function settingsApplied(): Promise<void> {
  while (holder.__liveApplier && holder.__liveApplier.busy.size > 0) {
    await Promise.all(holder.__liveApplier.busy.values());
  }
}

function applyLater(streamId: string): void {
  const { dirty, busy } = applier();
  dirty.add(streamId);
  if (busy.has(streamId)) return;
  const work = retry(streamId, dirty)
    .catch((error: unknown) => logger().error({ err: error, streamId }, "settings were not applied"))
    .finally(() => busy.delete(streamId));
  busy.set(streamId, work);
}

async function retry(streamId: string, dirty: Set<string>): Promise<void> {
  let failures = 0;
  while (dirty.delete(streamId)) {
    await delay(RETRIES_MS[Math.min(failures++, RETRIES_MS.length - 1)], undefined, { ref: false });
    try {
      await tellInTurn(streamId);
    } catch (error) {
      if (failures >= MAX_TRIES) throw error;
      dirty.add(streamId);
    }
  }
}

function tellInTurn(streamId: string): Promise<void> {
  const { turns } = applier();
  const turn = (turns.get(streamId) ?? Promise.resolve()).catch(() => {}).then(() => tell(streamId));
  turns.set(streamId, turn);
  const leave = () => {
    if (turns.get(streamId) === turn) turns.delete(streamId);
  };
  turn.then(leave, leave);
  return turn;
}

function applier(): Applier {
  holder.__liveApplier ??= { dirty: new Set(), busy: new Map(), turns: new Map() };
  return holder.__liveApplier;
}

/** A channel that is gone at its provider has nobody to keep out. */
function absent(error: unknown): void {
  if (!isProviderError(error) || error.code !== "not-found") throw error;
}

/** Reads the row at each try: what is told last is what is stored. */
async function tell(streamId: string): Promise<void> {
  const row = (await findStreamRow(streamId))?.row;
  if (!row?.providerRef) return;
  const settings = await settingsOf(row);
  const provider = await getProvider(row.provider);
  // Those who ask whether a key may publish are answered with the settings then; others would begin with old ones.
  const asksAgain = provider.parsePublishRequest !== undefined;
  // A lost encoder may return to one that is over.
  if (isOnAir(row.broadcast) || !(asksAgain || isFinal(row.endedBecause)))
    await provider.applySettings?.({ provider: row.provider, id: row.providerRef }, settings)?.catch(absent);
  if (!isOver(row.broadcast)) return;
  for (const recording of await findRecordings([streamId])) {
    const ref = { provider: recording.provider, id: recording.providerRef };
    await (await getProvider(recording.provider)).setRecordingAccess?.(ref, settings.access);
  }
}
