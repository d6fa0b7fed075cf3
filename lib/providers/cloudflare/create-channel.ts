import type { ChannelInput, ChannelRef, ProviderDeps, Provisioned } from "../contract";
import { isProviderError } from "../errors";
import { LiveInput } from "./answers";
import { type Api, failure } from "./api";
import type { CloudflareOptions } from "./index";
import { inputBody, targetsOf, warningsOf } from "./live-input";
import type { StorageWatch } from "./storage";

/** A key belongs to the input that it made for good: after each deletion the next one is taken. */
const MAX_LIVES = 10;
/** All calls together, and the look at the storage before them, in ms: less than any page waits for. */
const CREATE_MS = 4_500;
const STORAGE_MS = 1_500;
/** How long an input that nobody got is looked for behind everybody's back, in ms. */
const CLEAN_UP_MS = 30_000;

interface Surroundings {
  readonly options: CloudflareOptions;
  readonly api: Api;
  readonly storage: StorageWatch;
  readonly learn: (inputId: string, streamId: string) => void;
  readonly put: (ref: ChannelRef, operation: string, body: unknown) => Promise<unknown>;
  readonly deleteChannel: (ref: ChannelRef) => Promise<void>;
  readonly log: ProviderDeps["log"];
}

/** The live input of a stream. A creator never waits for what is cleaned up. */
export function createMaker(around: Surroundings): (input: ChannelInput) => Promise<Provisioned> {
  const { options, api, storage, learn, put, deleteChannel, log } = around;

  /** Repeated for the same stream, it is answered with the same input, as long as the vendor remembers: six hours. */
  async function make(input: ChannelInput, until: number, life = 1): Promise<LiveInput> {
    try {
      return await api.call({
        operation: "createChannel",
        method: "POST",
        path: "/live_inputs",
        headers: { "idempotency-key": `ann-pale-live/${input.streamId}/${life}` },
        body: inputBody(options, input),
        answer: LiveInput,
        until,
      });
    } catch (error) {
      const wasDeleted = isProviderError(error) && error.code === "conflict";
      if (!wasDeleted || life >= MAX_LIVES) throw error;
      return make(input, until, life + 1);
    }
  }

  function discard(ref: ChannelRef): void {
    deleteChannel(ref).catch((err: unknown) =>
      log("error", "a live input without a stream is left", { err, uid: ref.id }),
    );
  }

  /** Its answer may be lost and the input there: asked for by the same key it is named, also when it has to be made for that. */
  function discardLost(input: ChannelInput): void {
    make(input, performance.now() + CLEAN_UP_MS).then(
      ({ uid }) => discard({ provider: "cloudflare", id: uid }),
      (err: unknown) =>
        log("warn", "a live input may be left without its stream", { err, streamId: input.streamId }),
    );
  }

  return async (input) => {
    const isWhip = options.pair === "whip";
    if (isWhip && input.visibility !== "public")
      throw failure("unsupported", "createChannel", "playback by WebRTC can't be kept to some viewers");
    const startedAt = performance.now();
    const room = isWhip ? [] : await storage.check("createChannel", startedAt + STORAGE_MS);
    const made = await make(input, startedAt + CREATE_MS).catch((error: unknown) => {
      if (isProviderError(error) && ["timeout", "unavailable"].includes(error.code)) discardLost(input);
      throw error;
    });
    const ref = { provider: "cloudflare", id: made.uid };
    try {
      const ingest = targetsOf(options, made);
      if (!ingest) throw failure("unexpected-response", "createChannel", "answered without a way in");
      // One that was stopped keeps everybody out until it is told otherwise.
      if (made.enabled === false) await put(ref, "createChannel", { enabled: true });
      learn(made.uid, input.streamId);
      return { ref, ingest, warnings: [...warningsOf(options), ...room] };
    } catch (error) {
      discard(ref);
      throw error;
    }
  };
}
