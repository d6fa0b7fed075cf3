import type { ChannelRef, ProviderDeps, StreamProvider } from "../contract";
import { LiveInput as LiveInputAnswer, LiveInputList } from "./answers";
import { createApi, failure, unlessGone } from "./api";
import { createMaker } from "./create-channel";
import { createEventParser } from "./events";
import type { CloudflareOptions } from "./index";
import type { Lane } from "./limiter";
import { recordingSettings, streamIdOf, targetsOf } from "./live-input";
import { createMediaPlane } from "./media-plane";
import { createObserver, lookByApi, lookByMediaPlane } from "./observe";
import { createPlayback } from "./playback";
import { deleteVideo, factsOf, setVideoAccess, videosOf } from "./recordings";
import { ingestOf, toStatus } from "./status";
import { createStorageWatch } from "./storage";
import { createStreamNames } from "./stream-names";
import { testConnection } from "./test-connection";
import { readSigningKey } from "./token";
import { usageOf } from "./usage";

export function createCloudflare(options: CloudflareOptions, deps: ProviderDeps): StreamProvider {
  const isWhip = options.pair === "whip";
  const key = options.signing && readSigningKey(options.signing);
  const api = createApi(options, deps);
  const playback = createPlayback(options, key);
  const plane = createMediaPlane(playback, deps);
  const storage = createStorageWatch(api, deps);
  const pathOf = ({ id }: ChannelRef) => `/live_inputs/${encodeURIComponent(id)}`;
  const read = (ref: ChannelRef, operation: string, lane: Lane = "work") =>
    api.call({ operation, method: "GET", path: pathOf(ref), answer: LiveInputAnswer, lane });
  const put = (ref: ChannelRef, operation: string, body: unknown, lane: Lane = "urgent") =>
    api.call({ operation, method: "PUT", path: pathOf(ref), body, answer: null, lane });
  const rotate = (ref: ChannelRef, operation: string) =>
    api.call({
      operation,
      method: "POST",
      path: `${pathOf(ref)}/rotate_keys`,
      answer: LiveInputAnswer,
      lane: "urgent",
    });
  const names = createStreamNames(async (id) => {
    const input = await read({ provider: "cloudflare", id }, "parseEvents").catch(unlessGone(null));
    return input && streamIdOf(input.meta);
  });

  const createChannel = createMaker({
    options,
    api,
    storage,
    learn: names.learn,
    put,
    deleteChannel,
    log: deps.log,
  });

  async function deleteChannel(ref: ChannelRef): Promise<void> {
    await api
      .call({ operation: "deleteChannel", method: "DELETE", path: pathOf(ref), answer: null, lane: "urgent" })
      .catch(unlessGone(null));
    names.forget(ref.id);
  }

  const recording: Partial<StreamProvider> = {
    applySettings: async (ref, { access, reconnectWindowMs }) => {
      const timeoutSeconds = Math.round(reconnectWindowMs / 1000);
      const body = { recording: recordingSettings(options, access.kind === "token", timeoutSeconds) };
      await put(ref, "applySettings", body);
      // The input's settings are for what begins from now on: what is being recorded has its own.
      for (const { uid: id } of await videosOf(api, ref, "applySettings"))
        await setVideoAccess(api, options, { provider: "cloudflare", id }, access);
    },
    issuePoster: async (ref, pass) => {
      const { videoId } = await plane.look(ref.id, "issuePoster");
      return videoId && `${await playback.folder(videoId, "issuePoster", pass)}/thumbnails/thumbnail.jpg`;
    },
    listRecordings: async (ref) =>
      (await videosOf(api, ref, "listRecordings")).map((video) => factsOf(video, deps.now())),
    deleteRecording: (ref) => deleteVideo(api, ref),
    setRecordingAccess: (ref, access) => setVideoAccess(api, options, ref, access),
    issueReplay: playback.replay,
  };

  return {
    createChannel,
    deleteChannel,
    getStatus: async (ref) => {
      const ingest = ingestOf(await read(ref, "getStatus"));
      if (ingest !== "active") return toStatus(ingest, isWhip ? null : 0);
      return toStatus(ingest, isWhip ? null : await plane.viewers(ref.id, "getStatus"));
    },
    issuePlayback: (ref, pass) => playback.live(ref.id, pass),
    getUsage: (ref) => usageOf(api, options.accountId, ref, deps.now()),
    stopStream: async (ref) => {
      // Whether `enabled` reaches WebRTC is not documented; a dead key does.
      if (isWhip) await rotate(ref, "stopStream");
      else await put(ref, "stopStream", { enabled: false });
    },
    readIngest: async (ref) => {
      const input = await read(ref, "readIngest");
      return input.enabled === false ? null : (targetsOf(options, input) ?? null);
    },
    rotateKey: async (ref) => {
      const made = await rotate(ref, "rotateKey");
      const ingest = targetsOf(options, made);
      if (!ingest) throw failure("unexpected-response", "rotateKey", "answered without a way in");
      if (made.enabled === false) await put(ref, "rotateKey", { enabled: true });
      return ingest;
    },
    observe: createObserver(
      isWhip
        ? lookByApi((ref) => read(ref, "observe", "poll").catch(unlessGone(null)))
        : lookByMediaPlane(plane, deps.now),
    ),
    listChannels: async () => {
      const call = { operation: "listChannels", method: "GET", path: "/live_inputs" } as const;
      // There is no paging in the API's description: what is left out is told, and no list ends with it.
      const { liveInputs, total } = await api.call({ ...call, answer: LiveInputList });
      if (total && total > liveInputs.length)
        deps.log("warn", "the service lists a part of its live inputs only", {
          listed: liveInputs.length,
          total,
        });
      return liveInputs.flatMap(({ uid, meta, created }) => {
        const streamId = streamIdOf(meta);
        const createdAt = Date.parse(created ?? "");
        if (streamId === null) return [];
        const ref = { provider: "cloudflare", id: uid };
        return [{ ref, streamId, createdAt: Number.isNaN(createdAt) ? null : createdAt }];
      });
    },
    testConnection: () => testConnection(api, options),
    parseEvents: createEventParser({ options, plane, now: deps.now, streamOf: names.find }),
    ...(isWhip ? {} : recording),
  };
}
