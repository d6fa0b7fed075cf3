import { GetRecordingConfigurationCommand } from "@aws-sdk/client-ivs";
import type { BeginVerb } from "./api";

/** How long the recording configuration is believed, in ms; and how long it is not asked for again when it could not be read. */
const KNOWN_MS = 3_600_000;
const UNKNOWN_MS = 60_000;
/** A list of replays waits no longer for its pictures. */
const DEADLINE_MS = 2_000;

/** Whether the service takes pictures, by the recording configuration; no when that can't be read. */
export interface Thumbnails {
  /** Of the whole broadcast, one after the other. */
  areKept(): Promise<boolean>;
  /** The newest, always at the same place. */
  isLatestKept(): Promise<boolean>;
}

export function createThumbnails(begin: BeginVerb, arn: string, now: () => number): Thumbnails {
  let last: { readonly until: number; readonly kept: Promise<ReadonlySet<string>> } | null = null;
  const read = async (): Promise<ReadonlySet<string>> => {
    const verb = begin("issuePoster", DEADLINE_MS);
    const get = new GetRecordingConfigurationCommand({ arn });
    const { recordingConfiguration } = await verb.send("GetRecordingConfiguration", get);
    const { recordingMode, storage = [] } = recordingConfiguration?.thumbnailConfiguration ?? {};
    return new Set<string>(recordingMode === "INTERVAL" ? storage : []);
  };
  const kept = () => {
    if (last && now() < last.until) return last.kept;
    const look = { until: now() + KNOWN_MS, kept: read() };
    const safe = look.kept.catch(() => {
      last = { until: now() + UNKNOWN_MS, kept: Promise.resolve(new Set<string>()) };
      return new Set<string>();
    });
    last = { until: look.until, kept: safe };
    return safe;
  };
  return {
    areKept: async () => (await kept()).has("SEQUENTIAL"),
    isLatestKept: async () => (await kept()).has("LATEST"),
  };
}
