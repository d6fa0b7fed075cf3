import { GetStreamCommand, PutMetadataCommand } from "@aws-sdk/client-ivs";
import type { IngestTarget } from "../../wire/playback";
import type { ChannelRef, ProviderDeps, StreamProvider } from "../contract";
import { isProviderError, ProviderError } from "../errors";
import { createApi, type Verb } from "./api";
import { createCensus } from "./census";
import {
  findKey,
  listOurs,
  madeAt,
  newKey,
  removeChannel,
  shutOut,
  streamIdOf,
  unexpected,
} from "./channels";
import { createMaker } from "./create-channel";
import { createEvents } from "./events";
import type { IvsOptions } from "./index";
import { createObserver } from "./observe";
import { createPlayback } from "./playback";
import { createRecordings, type Recordings } from "./recordings";
import { createRevocation } from "./revocation";
import { createSessions } from "./sessions";
import { bringTo, settingsBy } from "./settings";
import { OFF_AIR, statusOf } from "./status";
import { testConnection } from "./test-connection";
import { createThumbnails } from "./thumbnails";
import { usageOf } from "./usage";
import { warningsOf } from "./warnings";

const CHANNEL_ARN = /^arn:aws:ivs:[a-z0-9-]+:\d{12}:channel\/[A-Za-z0-9]+$/;
/** Of UTF-8, for one piece of timed metadata (IVS API reference, "PutMetadata"). */
const MAX_METADATA_BYTES = 1_024;

/** A channel at the service for each stream, found again by its name and tag. */
export async function createIvs(options: IvsOptions, deps: ProviderDeps): Promise<StreamProvider> {
  const begin = createApi(options, deps);
  const playback = createPlayback(options, deps.now);
  const make = createMaker(options, begin, playback, deps);
  const sessions = createSessions(begin, deps.now);
  const revoke = createRevocation();
  const recordings = await connectRecordings();

  async function connectRecordings(): Promise<(Recordings & { check(verb: Verb): Promise<void> }) | null> {
    if (!options.recordings) return null;
    const { createStore } = await import("./recording-store");
    const store = createStore(options, options.recordings);
    const thumbnails = createThumbnails(begin, options.recordings.configurationArn, deps.now);
    const made = createRecordings({ options: options.recordings, store, thumbnails, begin, deps });
    return { ...made, check: store.check };
  }

  const { describe, check: checkBucket, ...recordingVerbs } = recordings ?? {};
  return {
    createChannel: async (input) => {
      const { channel, streamKey } = await make(input);
      playback.learn(channel.arn, channel.playbackUrl);
      return {
        ref: { provider: "aws-ivs", id: channel.arn },
        ingest: targets(channel.ingestEndpoint, streamKey),
        warnings: warningsOf(options, input),
      };
    },
    deleteChannel: async (ref) => {
      if (!CHANNEL_ARN.test(ref.id)) return;
      await removeChannel(begin("deleteChannel"), ref.id);
      playback.forget(ref.id);
    },
    getStatus: async (ref) => {
      const verb = begin("getStatus");
      const channelArn = arnOf(ref, verb);
      const answer = await verb.send("GetStream", new GetStreamCommand({ channelArn })).catch(offline);
      if (!answer) return OFF_AIR;
      if (!answer.stream) throw unexpected(verb);
      const { streamId } = answer.stream;
      const session = streamId ? await sessions.find(verb, channelArn, streamId) : null;
      return statusOf(answer.stream, session, deps.now());
    },
    issuePlayback: async (ref, pass) => {
      const verb = begin("issuePlayback");
      return playback.live(verb, arnOf(ref, verb), pass);
    },
    getUsage: async (ref) => {
      const verb = begin("getUsage");
      return usageOf(verb, arnOf(ref, verb), deps.now());
    },
    stopStream: async (ref) => {
      const verb = begin("stopStream");
      await shutOut(verb, arnOf(ref, verb));
    },
    applySettings: async (ref, { access, record }) => {
      const verb = begin("applySettings");
      const channel = await playback.readChannel(verb, arnOf(ref, verb));
      // Whoever is turned out is so also where the rest can't be had while it is live.
      if (channel.authorized) await revoke(verb, channel.arn, access);
      await bringTo(verb, channel, settingsBy(options, access.kind === "open", record));
    },
    readIngest: async (ref) => {
      const verb = begin("readIngest");
      const arn = arnOf(ref, verb);
      const { ingestEndpoint } = await playback.readChannel(verb, arn);
      const key = await findKey(verb, arn);
      return key === null ? null : targets(ingestEndpoint, key);
    },
    rotateKey: async (ref) => {
      const verb = begin("rotateKey");
      const arn = arnOf(ref, verb);
      const { ingestEndpoint } = await playback.readChannel(verb, arn);
      await shutOut(verb, arn);
      return targets(ingestEndpoint, await newKey(verb, arn));
    },
    sendMetadata: async (ref, metadata) => {
      const verb = begin("sendMetadata");
      const channelArn = arnOf(ref, verb);
      const bytes = Buffer.byteLength(metadata);
      if (bytes === 0 || bytes > MAX_METADATA_BYTES)
        throw failure(verb, "invalid-input", `a text of 1 to ${MAX_METADATA_BYTES} bytes is taken`);
      await verb.sendOnce("PutMetadata", new PutMetadataCommand({ channelArn, metadata }), channelArn);
    },
    observe: createObserver(begin, deps.now, {
      sessions,
      census: createCensus(begin, deps.now),
      learnAll: playback.learnAll,
    }),
    listChannels: async () =>
      (await listOurs(begin("listChannels"))).flatMap((one) =>
        one.arn
          ? [{ ref: { provider: "aws-ivs", id: one.arn }, streamId: streamIdOf(one), createdAt: madeAt(one) }]
          : [],
      ),
    testConnection: () => testConnection(begin("testConnection"), options, checkBucket ?? null),
    ...recordingVerbs,
    ...(options.eventsSecret
      ? createEvents(options.eventsSecret, deps.now, {
          bucket: options.recordings?.bucket ?? null,
          describe: async (id) => (await describe?.(begin("parseEvents"), id)) ?? null,
        })
      : {}),
  };
}

/** The API names a bare host; a key belongs to the address only in the encoder. */
function targets(ingestEndpoint: string, streamKey: string): readonly IngestTarget[] {
  const host = ingestEndpoint.includes(":") ? ingestEndpoint : `${ingestEndpoint}:443`;
  return [{ kind: "rtmp", server: `rtmps://${host}/app/`, streamKey }];
}

/** The service answers what is no ARN as bad input; to us it is a channel that is not there. */
function arnOf(ref: ChannelRef, verb: Verb): string {
  if (CHANNEL_ARN.test(ref.id)) return ref.id;
  throw failure(verb, "not-found", "there is no such channel");
}

function failure({ operation }: Verb, code: "not-found" | "invalid-input", message: string): ProviderError {
  return new ProviderError({ code, provider: "aws-ivs", operation, message });
}

/** A channel that is not live answers with an error, and so does one that is not there. */
function offline(error: unknown): null {
  if (isProviderError(error) && error.code === "not-found" && isOffline(error)) return null;
  throw error;
}

const isOffline = (error: ProviderError) =>
  error.cause instanceof Error && error.cause.name === "ChannelNotBroadcasting";
