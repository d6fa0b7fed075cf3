import type { z } from "zod";
import type { AnnounceCall, EndStreamCall } from "../wire/control";
import { DisconnectCall } from "../wire/control";
import { StreamSnapshot } from "../wire/media-events";
import { RecordingFacts } from "../wire/recording";
import { signRequest } from "../wire/signed-request";
import type { StreamAccess, StreamSettings } from "../wire/stream-settings";
import type { ProviderDeps, ProviderId } from "./contract";
import { callProvider } from "./http";

/** Where a media server takes calls, and what signs them. */
export interface MediaControlOptions {
  /** Whose calls they are, for errors. */
  readonly provider: ProviderId;
  readonly secret: string;
  readonly controlUrl: string;
}

/** Our own media server's control calls (`lib/wire/control.ts`), signed one by one; for the providers that it carries. */
export interface MediaControl {
  snapshot(streamId: string): Promise<StreamSnapshot | null>;
  end(streamId: string, call: z.input<typeof EndStreamCall>, operation: string): Promise<void>;
  disconnect(
    streamId: string,
    cause: z.output<typeof DisconnectCall>["cause"],
    operation: string,
  ): Promise<void>;
  applySettings(streamId: string, settings: StreamSettings): Promise<void>;
  recording(recordingId: string): Promise<RecordingFacts | null>;
  deleteRecording(recordingId: string): Promise<void>;
  setRecordingAccess(recordingId: string, access: StreamAccess): Promise<void>;
  announce(call: AnnounceCall): Promise<void>;
}

export function createMediaControl(
  options: MediaControlOptions,
  deps: Pick<ProviderDeps, "fetch" | "now">,
): MediaControl {
  async function call<T>(
    operation: string,
    method: "GET" | "POST" | "PUT" | "DELETE",
    path: string,
    content: unknown,
    answer: z.ZodType<T> | null,
  ): Promise<T | null> {
    const url = new URL(`${options.controlUrl}${path}`);
    const body = content === undefined ? "" : JSON.stringify(content);
    const signed = await signRequest(options.secret, { method, path: url.pathname, body }, deps.now());
    return callProvider({
      fetch: deps.fetch,
      provider: options.provider,
      operation,
      url: url.href,
      method,
      headers: signed,
      answer,
      ...(content === undefined ? {} : { body }),
    });
  }
  const streamPath = (streamId: string) => `/control/v1/streams/${encodeURIComponent(streamId)}`;
  const recordingPath = (recordingId: string) => `/control/v1/recordings/${encodeURIComponent(recordingId)}`;
  return {
    snapshot: (streamId) => call("getStatus", "GET", streamPath(streamId), undefined, StreamSnapshot),
    end: async (streamId, content, operation) => {
      await call(operation, "POST", `${streamPath(streamId)}/end`, content, null);
    },
    disconnect: async (streamId, cause, operation) => {
      await call(
        operation,
        "POST",
        `${streamPath(streamId)}/disconnect`,
        DisconnectCall.parse({ cause }),
        null,
      );
    },
    applySettings: async (streamId, settings) => {
      await call("applySettings", "PUT", `${streamPath(streamId)}/settings`, settings, null);
    },
    recording: (recordingId) =>
      call("listRecordings", "GET", recordingPath(recordingId), undefined, RecordingFacts),
    deleteRecording: async (recordingId) => {
      await call("deleteRecording", "DELETE", recordingPath(recordingId), undefined, null);
    },
    setRecordingAccess: async (recordingId, access) => {
      await call("setRecordingAccess", "PUT", `${recordingPath(recordingId)}/access`, access, null);
    },
    announce: async (content) => {
      await call("announce", "POST", "/control/v1/announcements", content, null);
    },
  };
}
