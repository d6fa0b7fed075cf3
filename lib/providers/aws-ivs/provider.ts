import { createPrivateKey } from "node:crypto";
import {
  GetChannelCommand,
  GetPlaybackKeyPairCommand,
  GetStreamCommand,
  ListChannelsCommand,
  ListStreamSessionsCommand,
  ListStreamsCommand,
  UpdateChannelCommand,
} from "@aws-sdk/client-ivs";
import type { IngestTarget } from "../../wire/playback";
import type { ChannelInput, ChannelRef, PlaybackPass, ProviderDeps, StreamProvider } from "../contract";
import { isProviderError, ProviderError } from "../errors";
import { IDLE, NO_USAGE } from "../media-events";
import { createApi, type Verb } from "./api";
import {
  channelWish,
  findByStream,
  isAuthorized,
  isWhole,
  listOurs,
  makeChannel,
  newKey,
  readKey,
  removeChannel,
  shutOut,
  streamIdOf,
  unexpected,
} from "./channels";
import { createEvents } from "./events";
import type { IvsOptions } from "./index";
import { createObserver } from "./observe";
import { statusOf } from "./status";
import { signPlayback } from "./token";

const CHANNEL_ARN = /^arn:aws:ivs:[a-z0-9-]+:\d{12}:channel\/[A-Za-z0-9]+$/;
/** Together no more than any page waits for. */
const CREATE_MS = 3_800;
const CLEAN_UP_MS = 1_200;
const MAX_ADDRESSES = 5_000;

/** A channel at the service for each stream, found again by its name and tag. */
export function createIvs(options: IvsOptions, deps: ProviderDeps): StreamProvider {
  const begin = createApi(options, deps);
  const playbackKey = createPrivateKey(options.playbackKey.pem);
  /** A channel's playback address never changes: viewers must not cost calls. */
  const addresses = new Map<string, string>();

  const readChannel = async (verb: Verb, arn: string) => {
    const { channel } = await verb.send("GetChannel", new GetChannelCommand({ arn }));
    if (!isWhole(channel)) throw unexpected(verb);
    if (addresses.size >= MAX_ADDRESSES) addresses.clear();
    addresses.set(arn, channel.playbackUrl);
    return channel;
  };

  /** One that was made before, brought to this wish. */
  const adopt = async (verb: Verb, arn: string, input: ChannelInput) => {
    const channel = await readChannel(verb, arn);
    const authorized = isAuthorized(input.visibility);
    if (channel.authorized !== authorized)
      await verb.send("UpdateChannel", new UpdateChannelCommand({ arn, authorized }));
    return { channel, streamKey: await readKey(verb, arn) };
  };

  const provision = async (input: ChannelInput) => {
    const verb = begin("createChannel", CREATE_MS);
    const known = await findByStream(verb, input.streamId);
    if (known?.arn) return adopt(verb, known.arn, input);
    try {
      return await makeChannel(verb, channelWish(input, options), () => begin("createChannel", CLEAN_UP_MS));
    } catch (error) {
      // The answer may be lost and the channel there.
      if (!isProviderError(error) || !["timeout", "unavailable"].includes(error.code)) throw error;
      const cleanUp = begin("createChannel", CLEAN_UP_MS);
      const made = await findByStream(cleanUp, input.streamId).catch(() => null);
      if (!made?.arn) throw error;
      return adopt(cleanUp, made.arn, input);
    }
  };

  return {
    createChannel: async (input) => {
      const { channel, streamKey } = await provision(input);
      return {
        ref: { provider: "aws-ivs", id: channel.arn },
        ingest: targets(channel.ingestEndpoint, streamKey),
        warnings: [],
      };
    },
    deleteChannel: async (ref) => {
      if (!CHANNEL_ARN.test(ref.id)) return;
      await removeChannel(begin("deleteChannel"), ref.id);
      addresses.delete(ref.id);
    },
    getStatus: async (ref) => {
      const verb = begin("getStatus");
      const channelArn = arnOf(ref, verb);
      const answer = await verb.send("GetStream", new GetStreamCommand({ channelArn })).catch(offline);
      if (!answer) return { ...IDLE, viewers: null };
      if (!answer.stream) throw unexpected(verb);
      return statusOf(answer.stream);
    },
    issuePlayback: async (ref, pass) => {
      const verb = begin("issuePlayback");
      const arn = arnOf(ref, verb);
      const address = addresses.get(arn) ?? (await readChannel(verb, arn)).playbackUrl;
      const url = pass ? `${address}?token=${tokenFor(arn, pass)}` : address;
      return [
        { kind: "ivs", url },
        { kind: "hls", url, lowLatency: false },
      ];
    },
    getUsage: async (ref) => {
      const verb = begin("getUsage");
      const channelArn = arnOf(ref, verb);
      let ingestMs = 0;
      let nextToken: string | undefined;
      do {
        const answer = await verb.send(
          "ListStreamSessions",
          new ListStreamSessionsCommand({ channelArn, maxResults: 100, nextToken }),
        );
        for (const { startTime, endTime } of answer.streamSessions ?? [])
          if (startTime) ingestMs += Math.max(0, (endTime?.getTime() ?? deps.now()) - startTime.getTime());
        nextToken = answer.nextToken;
      } while (nextToken);
      return { basis: "reported", totals: { ...NO_USAGE, ingestMs } };
    },
    stopStream: async (ref) => {
      const verb = begin("stopStream");
      await shutOut(verb, arnOf(ref, verb));
    },
    applySettings: async (ref, { access }) => {
      const verb = begin("applySettings");
      const arn = arnOf(ref, verb);
      const authorized = access.kind === "token";
      if ((await readChannel(verb, arn)).authorized === authorized) return;
      // Refused as a conflict while it is on air: a channel cannot change then.
      await verb.send("UpdateChannel", new UpdateChannelCommand({ arn, authorized }));
    },
    rotateKey: async (ref) => {
      const verb = begin("rotateKey");
      const arn = arnOf(ref, verb);
      const { ingestEndpoint } = await readChannel(verb, arn);
      await shutOut(verb, arn);
      return targets(ingestEndpoint, await newKey(verb, arn));
    },
    observe: createObserver(begin, deps.now),
    listChannels: async () =>
      (await listOurs(begin("listChannels"))).flatMap((one) =>
        one.arn
          ? [{ ref: { provider: "aws-ivs", id: one.arn }, streamId: streamIdOf(one), createdAt: null }]
          : [],
      ),
    testConnection: async () => {
      const verb = begin("testConnection");
      const key = new GetPlaybackKeyPairCommand({ arn: options.playbackKey.arn });
      return [
        await check(
          "ivs:ListChannels",
          verb.send("ListChannels", new ListChannelsCommand({ maxResults: 1 })),
        ),
        await check("ivs:ListStreams", verb.send("ListStreams", new ListStreamsCommand({ maxResults: 1 }))),
        await check("ivs:GetPlaybackKeyPair", verb.send("GetPlaybackKeyPair", key)),
      ];
    },
    ...(options.eventsSecret ? createEvents(options.eventsSecret, deps.now) : {}),
  };

  function tokenFor(channelArn: string, pass: PlaybackPass): string {
    return signPlayback(playbackKey, {
      channelArn,
      viewer: pass.viewer,
      expiresAt: pass.expiresAt,
      now: deps.now(),
    });
  }
}

/** The API names a bare host; a key belongs to the address only in the encoder. */
function targets(ingestEndpoint: string, streamKey: string): readonly IngestTarget[] {
  return [{ kind: "rtmp", server: `rtmps://${ingestEndpoint}:443/app/`, streamKey }];
}

/** The service answers what is no ARN as bad input; to us it is a channel that is not there. */
function arnOf(ref: ChannelRef, { operation }: Verb): string {
  if (CHANNEL_ARN.test(ref.id)) return ref.id;
  const message = "there is no such channel";
  throw new ProviderError({ code: "not-found", provider: "aws-ivs", operation, message });
}

/** A channel that is not live answers with an error, and so does one that is not there. */
function offline(error: unknown): null {
  if (isProviderError(error) && error.code === "not-found" && isOffline(error)) return null;
  throw error;
}

const isOffline = (error: ProviderError) =>
  error.cause instanceof Error && error.cause.name === "ChannelNotBroadcasting";

async function check(name: string, call: Promise<unknown>) {
  const problem = await call.then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : "unknown"),
  );
  return { check: name, ok: problem === null, problem };
}
