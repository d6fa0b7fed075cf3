import {
  type Channel,
  type ChannelSummary,
  CreateChannelCommand,
  CreateStreamKeyCommand,
  DeleteChannelCommand,
  DeleteStreamKeyCommand,
  GetStreamKeyCommand,
  ListChannelsCommand,
  ListStreamKeysCommand,
  StopStreamCommand,
} from "@aws-sdk/client-ivs";
import type { ChannelInput } from "../contract";
import { isProviderError, ProviderError } from "../errors";
import type { Verb } from "./api";
import type { IvsOptions } from "./index";
import { settingsFor } from "./settings";
import { pause } from "./throttle";

/** On everything that we make, so that a sweep finds it. */
const MARK = "ann-pale-live";
const STREAM_TAG = "ann-pale-live-stream";
/** When it was made, epoch ms: the service itself does not tell. */
const MADE_TAG = "ann-pale-live-made";
/** How long the service is given to end a stream before its channel is asked for again, in ms. */
const CONFLICT_PAUSE_MS = 700;
/** 100 a page; 5,000 is the default quota of an account. */
const MAX_PAGES = 100;

/** What a new channel is to be; the title cannot be its name, which takes no spaces. */
export function channelWish(input: ChannelInput, options: IvsOptions, now: number): CreateChannelCommand {
  const title = tagValue(input.title);
  return new CreateChannelCommand({
    name: input.streamId,
    type: options.channelType,
    latencyMode: options.latencyMode,
    ...settingsFor(input, options),
    tags: { [MARK]: "1", [STREAM_TAG]: input.streamId, [MADE_TAG]: String(now), ...(title ? { title } : {}) },
  });
}

/** Tag values take letters, digits, spaces and `_.:/=+-@`, 256 at most (IVS "Tagging"). */
function tagValue(title: string): string {
  return [...title.replace(/[^\p{L}\p{N}\p{Z}_.:/=+\-@]/gu, "")].slice(0, 128).join("").trim();
}

/** Our channels, all of them or those of one name; pages of 100. */
export async function listOurs(verb: Verb, name?: string): Promise<readonly ChannelSummary[]> {
  const found: ChannelSummary[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await verb.send(
      "ListChannels",
      new ListChannelsCommand({ maxResults: 100, filterByName: name, nextToken }),
    );
    found.push(...(answer.channels ?? []).filter((one) => one.tags?.[MARK] === "1"));
    nextToken = answer.nextToken;
    if (!nextToken) break;
  }
  return found;
}

/** Epoch ms; null for one that was made before this was kept. */
export function madeAt({ tags }: ChannelSummary): number | null {
  return Number(tags?.[MADE_TAG]) || null;
}

export const streamIdOf = (channel: ChannelSummary): string | null => channel.tags?.[STREAM_TAG] ?? null;

/** The channel of this stream, if it was made before: by an earlier call, or by one whose answer was lost. */
export async function findByStream(verb: Verb, streamId: string): Promise<ChannelSummary | null> {
  const ours = await listOurs(verb, streamId);
  return ours.find((one) => streamIdOf(one) === streamId) ?? null;
}

/** Not retried: a lost answer would make a second channel. What it made is discarded, unawaited, when that is of no use. */
export async function makeChannel(
  verb: Verb,
  wish: CreateChannelCommand,
  discard: (arn: string) => Promise<void>,
) {
  const { channel, streamKey } = await verb.sendOnce("CreateChannel", wish);
  if (isWhole(channel) && streamKey?.value) return { channel, streamKey: streamKey.value };
  if (channel?.arn) void discard(channel.arn);
  throw unexpected(verb);
}

export function isWhole(channel: Channel | undefined): channel is Channel & {
  arn: string;
  ingestEndpoint: string;
  playbackUrl: string;
} {
  return Boolean(channel?.arn && channel.ingestEndpoint && channel.playbackUrl);
}

/** The channel's one key; made when it has none, as after `stop`. */
export async function readKey(verb: Verb, channelArn: string): Promise<string> {
  return (await findKey(verb, channelArn)) ?? newKey(verb, channelArn);
}

/** The channel's one key; null when it has none. */
export async function findKey(verb: Verb, channelArn: string): Promise<string | null> {
  const [key] = await keysOf(verb, channelArn);
  if (!key) return null;
  const { streamKey } = await verb.send("GetStreamKey", new GetStreamKeyCommand({ arn: key }));
  if (!streamKey?.value) throw unexpected(verb);
  return streamKey.value;
}

export async function newKey(verb: Verb, channelArn: string): Promise<string> {
  const { streamKey } = await verb.sendOnce("CreateStreamKey", new CreateStreamKeyCommand({ channelArn }));
  if (!streamKey?.value) throw unexpected(verb);
  return streamKey.value;
}

/** The key goes first: an encoder whose stream is stopped connects again at once. */
export async function shutOut(verb: Verb, channelArn: string): Promise<void> {
  for (const arn of await keysOf(verb, channelArn))
    await verb.send("DeleteStreamKey", new DeleteStreamKeyCommand({ arn })).catch(absent);
  await verb.send("StopStream", new StopStreamCommand({ channelArn })).catch(absent);
}

/** A stream takes some seconds to end, and a channel with one cannot be deleted. */
export async function removeChannel(verb: Verb, arn: string): Promise<void> {
  await shutOut(verb, arn).catch(absent);
  for (;;) {
    try {
      await verb.send("DeleteChannel", new DeleteChannelCommand({ arn }));
      return;
    } catch (error) {
      if (!isProviderError(error)) throw error;
      if (error.code === "not-found") return;
      if (error.code !== "conflict") throw error;
      // Out of time: that it is still live tells more than that time ran out.
      await pause(CONFLICT_PAUSE_MS, verb.signal).catch(() => {
        throw error;
      });
    }
  }
}

/** For calls whose aim is that something is not there. */
export function absent(error: unknown): undefined {
  if (isProviderError(error) && error.code === "not-found") return;
  throw error;
}

export function unexpected(verb: Verb): ProviderError {
  return new ProviderError({
    code: "unexpected-response",
    provider: "aws-ivs",
    operation: verb.operation,
    message: "answered with something else than expected",
  });
}

async function keysOf(verb: Verb, channelArn: string): Promise<readonly string[]> {
  const { streamKeys } = await verb.send("ListStreamKeys", new ListStreamKeysCommand({ channelArn }));
  return (streamKeys ?? []).flatMap((one) => one.arn ?? []);
}
