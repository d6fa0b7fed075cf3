import { z } from "zod";
import type { Account, EmulatedChannel } from "./account";

/** Thrown by an operation; the server puts it on the wire. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    override readonly name: string,
    message: string,
  ) {
    super(message);
  }
}

const Arn = (kind: string) =>
  z.string().regex(new RegExp(`^arn:aws:ivs:[a-z0-9-]+:[0-9]+:${kind}/[a-zA-Z0-9-]+$`));
const ChannelArn = Arn("channel");
const Page = { maxResults: z.number().int().min(1).max(100).default(100), nextToken: z.string().optional() };
const Create = z.object({
  name: z
    .string()
    .max(128)
    .regex(/^[a-zA-Z0-9-_]*$/)
    .default(""),
  type: z.enum(["BASIC", "STANDARD", "ADVANCED_SD", "ADVANCED_HD"]).default("STANDARD"),
  latencyMode: z.enum(["NORMAL", "LOW"]).default("LOW"),
  authorized: z.boolean().default(false),
  recordingConfigurationArn: z.union([z.literal(""), Arn("recording-configuration")]).default(""),
  tags: z.record(z.string().min(1).max(128), z.string().max(256)).default({}),
});

type Operation = (account: Account, body: unknown) => unknown;

/** What the emulator can do, by path. `undefined` answers 204. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  CreateChannel(account, body) {
    const wish = parse(Create, body);
    requireVerified(account);
    if (account.channels.size >= account.maxChannels) throw quota("channels");
    const channel = account.addChannel(account.arn("channel"), wish);
    const streamKey = account.newKey(channel.arn);
    return account.forgetsKeys ? { channel } : { channel, streamKey };
  },
  GetChannel: (account, body) => ({
    channel: known(account, parse(z.object({ arn: ChannelArn }), body).arn),
  }),
  BatchGetChannel(account, body) {
    const { arns } = parse(z.object({ arns: z.array(ChannelArn).min(1).max(50) }), body);
    const missing = arns.filter((arn) => !account.channels.has(arn));
    return {
      channels: arns.flatMap((arn) => account.channels.get(arn) ?? []),
      errors: missing.map((arn) => ({ arn, code: "ResourceNotFoundException", message: "no such channel" })),
    };
  },
  UpdateChannel(account, body) {
    const { arn, authorized, recordingConfigurationArn } = parse(
      z.object({
        arn: ChannelArn,
        authorized: z.boolean().optional(),
        recordingConfigurationArn: Create.shape.recordingConfigurationArn.unwrap().optional(),
      }),
      body,
    );
    const channel = known(account, arn);
    requireIdle(account, arn);
    channel.authorized = authorized ?? channel.authorized;
    channel.recordingConfigurationArn = recordingConfigurationArn ?? channel.recordingConfigurationArn;
    return { channel };
  },
  DeleteChannel(account, body) {
    const { arn } = parse(z.object({ arn: ChannelArn }), body);
    known(account, arn);
    requireIdle(account, arn);
    account.channels.delete(arn);
    for (const key of account.keys.values()) if (key.channelArn === arn) account.keys.delete(key.arn);
  },
  ListChannels(account, body) {
    const wish = parse(z.object({ ...Page, filterByName: z.string().optional() }), body);
    const all = [...account.channels.values()]
      .filter((one) => wish.filterByName === undefined || one.name === wish.filterByName)
      .map(({ arn, name, latencyMode, authorized, recordingConfigurationArn, tags, type }) => ({
        ...{ arn, name, latencyMode, authorized, recordingConfigurationArn, tags, type },
      }));
    const { items, nextToken } = page(all, wish);
    return { channels: items, nextToken };
  },
  CreateStreamKey(account, body) {
    const { channelArn } = parse(z.object({ channelArn: ChannelArn }), body);
    known(account, channelArn);
    requireVerified(account);
    if (account.keyOf(channelArn)) throw quota("stream keys of a channel");
    return { streamKey: account.newKey(channelArn) };
  },
  GetStreamKey(account, body) {
    const streamKey = account.keys.get(parse(z.object({ arn: Arn("stream-key") }), body).arn);
    if (!streamKey) throw missing("stream key");
    return { streamKey };
  },
  DeleteStreamKey(account, body) {
    if (!account.keys.delete(parse(z.object({ arn: Arn("stream-key") }), body).arn))
      throw missing("stream key");
  },
  ListStreamKeys(account, body) {
    const { channelArn } = parse(z.object({ ...Page, channelArn: ChannelArn }), body);
    known(account, channelArn);
    const key = account.keyOf(channelArn);
    return { streamKeys: key ? [{ arn: key.arn, channelArn }] : [] };
  },
  GetStream(account, body) {
    const { channelArn } = parse(z.object({ channelArn: ChannelArn }), body);
    const { playbackUrl } = known(account, channelArn);
    return { stream: { ...summary(account, channelArn), playbackUrl } };
  },
  ListStreams(account, body) {
    const { items, nextToken } = page([...account.streams.keys()], parse(z.object(Page), body));
    return { streams: items.map((arn) => summary(account, arn)), nextToken };
  },
  StopStream(account, body) {
    const { channelArn } = parse(z.object({ channelArn: ChannelArn }), body);
    known(account, channelArn);
    if (!account.goIdle(channelArn)) throw notBroadcasting();
    account.onStop?.(channelArn);
    return {};
  },
  ListStreamSessions(account, body) {
    const wish = parse(z.object({ ...Page, channelArn: ChannelArn }), body);
    known(account, wish.channelArn);
    const all = account.sessions
      .filter((one) => one.channelArn === wish.channelArn)
      .map(({ streamId, startTime, endTime }) => ({
        ...{ streamId, startTime: iso(startTime), hasErrorEvent: false },
        ...(endTime === null ? {} : { endTime: iso(endTime) }),
      }));
    const { items, nextToken } = page(all, wish);
    return { streamSessions: items, nextToken };
  },
  GetStreamSession(account, body) {
    const wish = parse(z.object({ channelArn: ChannelArn, streamId: z.string().optional() }), body);
    known(account, wish.channelArn);
    const session = account.sessions.findLast(
      (one) => one.channelArn === wish.channelArn && (wish.streamId ?? one.streamId) === one.streamId,
    );
    if (!session) throw missing("stream session");
    const { streamId, startTime, endTime, ingestConfiguration } = session;
    const end = endTime === null ? {} : { endTime: iso(endTime) };
    return {
      streamSession: {
        streamId,
        startTime: iso(startTime),
        ...end,
        ingestConfiguration,
        truncatedEvents: [],
      },
    };
  },
  PutMetadata(account, body) {
    const { channelArn, metadata } = parse(
      z.object({ channelArn: ChannelArn, metadata: z.string().min(1) }),
      body,
    );
    known(account, channelArn);
    if (!account.streams.has(channelArn)) throw notBroadcasting();
    if (Buffer.byteLength(metadata) > 1_024)
      throw new ApiError(400, "ValidationException", "Invalid metadata: longer than 1 KB");
    account.metadata.push({ channelArn, metadata });
  },
  StartViewerSessionRevocation(account, body) {
    const wish = parse(
      z.object({
        channelArn: ChannelArn,
        viewerId: z.string().min(1).max(40),
        viewerSessionVersionsLessThanOrEqualTo: z.number().int().min(0).optional(),
      }),
      body,
    );
    known(account, wish.channelArn);
    account.revocations.push(wish);
    return {};
  },
  GetRecordingConfiguration(account, body) {
    const { arn } = parse(z.object({ arn: Arn("recording-configuration") }), body);
    const { bucketName, storage } = account.recording;
    if (arn !== account.recording.arn) throw missing("recording configuration");
    const thumbnailConfiguration =
      storage.length > 0
        ? { recordingMode: "INTERVAL", targetIntervalSeconds: 60, storage }
        : { recordingMode: "DISABLED" };
    const destinationConfiguration = { s3: { bucketName } };
    return {
      recordingConfiguration: { arn, state: "ACTIVE", destinationConfiguration, thumbnailConfiguration },
    };
  },
  GetPlaybackKeyPair(account, body) {
    const { arn } = parse(z.object({ arn: Arn("playback-key") }), body);
    if (arn !== account.playbackKeyArn) throw missing("playback key");
    return { keyPair: { arn, name: "emulated", fingerprint: "00" } };
  },
};

function summary(account: Account, channelArn: string) {
  const stream = account.streams.get(channelArn);
  if (!stream) throw notBroadcasting();
  const { streamId, startTime, health } = stream;
  const viewerCount = account.countViewers?.(channelArn) ?? stream.viewerCount;
  return { channelArn, streamId, startTime: iso(startTime), state: "LIVE", health, viewerCount };
}

function page<T>(all: readonly T[], wish: { maxResults: number; nextToken?: string | undefined }) {
  const from = Number(wish.nextToken ?? 0);
  const to = from + wish.maxResults;
  return { items: all.slice(from, to), nextToken: to < all.length ? String(to) : undefined };
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ApiError(400, "ValidationException", `Invalid ${parsed.error.issues[0]?.path.join(".")}`);
}

function known(account: Account, arn: string): EmulatedChannel {
  const channel = account.channels.get(arn);
  if (!channel) throw missing("channel");
  return channel;
}

function requireIdle(account: Account, arn: string): void {
  if (account.isLive(arn)) throw new ApiError(409, "ConflictException", "The channel is live");
}

function requireVerified(account: Account): void {
  if (!account.isVerified)
    throw new ApiError(403, "PendingVerification", "Your account is pending verification");
}

const iso = (at: number) => new Date(at).toISOString();
const missing = (what: string) => new ApiError(404, "ResourceNotFoundException", `There is no such ${what}`);
const notBroadcasting = () => new ApiError(404, "ChannelNotBroadcasting", "The channel is not live");
const quota = (what: string) => new ApiError(402, "ServiceQuotaExceededException", `Too many ${what}`);
