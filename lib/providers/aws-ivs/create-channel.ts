import type { ChannelInput, ProviderDeps } from "../contract";
import { isProviderError } from "../errors";
import type { BeginVerb, Verb } from "./api";
import { channelWish, findByStream, makeChannel, readKey, removeChannel } from "./channels";
import type { IvsOptions } from "./index";
import type { createPlayback } from "./playback";
import { bringTo, settingsFor } from "./settings";

/** Together less than any page waits for: what is left is the way back to it. */
const CREATE_MS = 3_600;
const FIND_MS = 1_000;
/** How long a channel that nobody got is looked for behind everybody's back, in ms. */
const CLEAN_UP_MS = 30_000;

export interface Made {
  readonly channel: { readonly arn: string; readonly ingestEndpoint: string; readonly playbackUrl: string };
  readonly streamKey: string;
}

/** The channel of a stream: made, or found again when it was made before. A creator never waits for what is cleaned up. */
export function createMaker(
  options: IvsOptions,
  begin: BeginVerb,
  { readChannel }: Pick<ReturnType<typeof createPlayback>, "readChannel">,
  { log, now }: Pick<ProviderDeps, "log" | "now">,
): (input: ChannelInput) => Promise<Made> {
  /** One that was made before, brought to this wish. */
  async function adopt(verb: Verb, arn: string, input: ChannelInput): Promise<Made> {
    const channel = await readChannel(verb, arn);
    await bringTo(verb, channel, settingsFor(input, options));
    return { channel, streamKey: await readKey(verb, arn) };
  }

  /** The answer may be lost and the channel there. Null where there is none, or nobody can say in time. */
  async function findAgain(input: ChannelInput): Promise<Made | null> {
    const verb = begin("createChannel", FIND_MS);
    try {
      const made = await findByStream(verb, input.streamId);
      return made?.arn ? await adopt(verb, made.arn, input) : null;
    } catch {
      return null;
    }
  }

  async function cleanUp({ streamId }: ChannelInput): Promise<void> {
    const verb = begin("createChannel", CLEAN_UP_MS);
    const made = await findByStream(verb, streamId);
    if (made?.arn) await removeChannel(verb, made.arn);
  }

  const discard = (arn: string) =>
    removeChannel(begin("createChannel", CLEAN_UP_MS), arn).catch((err: unknown) =>
      log("error", "a channel without a stream is left", { err, arn }),
    );

  return async (input) => {
    const verb = begin("createChannel", CREATE_MS);
    const known = await findByStream(verb, input.streamId);
    if (known?.arn) return adopt(verb, known.arn, input);
    try {
      return await makeChannel(verb, channelWish(input, options, now()), discard);
    } catch (error) {
      if (!isProviderError(error) || !["timeout", "unavailable"].includes(error.code)) throw error;
      const made = await findAgain(input);
      if (made) return made;
      cleanUp(input).catch((err: unknown) =>
        log("warn", "a channel may be left without its stream", { err, streamId: input.streamId }),
      );
      throw error;
    }
  };
}
