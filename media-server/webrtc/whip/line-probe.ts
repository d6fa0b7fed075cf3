import { PROBE_PATH, readProbeToken } from "../../../lib/wire/probe-token";
import type { PublishVerdict } from "../../../lib/wire/publish";
import type { StreamSettings } from "../../../lib/wire/stream-settings";
import type { MediaSink, Publisher } from "../../media";
import { createWhip, type WhipEndpoint, type WhipOptions } from "./whip-endpoint";

/** Long enough for a browser to find out what its line carries, in ms. */
const LONGEST_MS = 12_000;
/** They share the peers of publishers and viewers, and must leave them most of it. */
const MOST_AT_ONCE = 16;

export interface ProbeOptions extends Omit<WhipOptions, "path" | "authorize" | "openSink"> {
  readonly secret: string;
  /** Epoch ms. */
  readonly now: () => number;
}

/**
 * `POST /probe`: WHIP for trying out a line before going live. Media is received and acknowledged as a publisher's is, so
 * the browser learns whether it gets through and how much fits; then it is thrown away. Nobody is asked, nothing is on air.
 */
export function createProbe({ secret, now, ...whip }: ProbeOptions): WhipEndpoint {
  const running = new Map<string, Publisher>();

  function open(streamId: string, publisher: Publisher): MediaSink | null {
    // A page that was loaded anew tries again; what it left behind is over.
    running.get(streamId)?.disconnect("replaced");
    if (running.size >= MOST_AT_ONCE) return null;
    running.set(streamId, publisher);
    const timer = setTimeout(() => publisher.disconnect("probe-over"), LONGEST_MS).unref();
    return nowhere(() => {
      clearTimeout(timer);
      if (running.get(streamId) === publisher) running.delete(streamId);
    });
  }

  return createWhip({
    ...whip,
    path: PROBE_PATH,
    async authorize({ streamKey }): Promise<PublishVerdict> {
      const streamId = await readProbeToken(secret, streamKey, now());
      return streamId === null
        ? { allowed: false, reason: "unknown-key" }
        : { allowed: true, streamId, settings: UNUSED };
    },
    openSink: ({ streamId }, publisher) => open(streamId, publisher),
  });
}

/** A verdict needs some; nothing of a probe is packaged, kept or shown. */
const UNUSED: StreamSettings = {
  reconnectWindowMs: 0,
  dvrWindowMs: 10_000,
  ladder: [],
  record: false,
  isPreview: true,
  access: { kind: "open" },
};

function nowhere(close: () => void): MediaSink {
  const nothing = () => {};
  return {
    videoConfig: nothing,
    audioConfig: nothing,
    video: nothing,
    audio: nothing,
    unsupported: nothing,
    close,
  };
}
