import type { RecordingFacts } from "../../lib/wire/recording";
import type { Bucket } from "../media-plane/bucket";
import type { MediaPlane } from "../media-plane/media-plane";

const HLS = { path: "media/hls", playlist: "master.m3u8" };
const POSTER_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 500;

/** Where a recording lies (IVS user guide, "Auto-Record to Amazon S3"): UTC, not padded. */
export function prefixOf(channelArn: string, recordingId: string, at: number): string {
  const [, , , , account, resource = ""] = channelArn.split(":");
  const time = new Date(at);
  const parts = [
    ...[time.getUTCFullYear(), time.getUTCMonth() + 1, time.getUTCDate()],
    ...[time.getUTCHours(), time.getUTCMinutes()],
  ];
  return `ivs/v1/${account}/${resource.split("/")[1]}/${parts.join("/")}/${recordingId}`;
}

interface Recorded {
  readonly bucket: Bucket;
  readonly media: MediaPlane;
  readonly channelArn: string;
  readonly broadcastId: string;
  readonly prefix: string;
}

/** What is there as soon as a broadcast begins: the event file, and the newest picture once there is one. */
export async function beginRecording(recorded: Recorded, startedAt: number): Promise<void> {
  const { bucket, media, broadcastId, prefix } = recorded;
  await tell(recorded, "started", startedAt, {});
  for (let waitedMs = 0; waitedMs < POSTER_WITHIN_MS; waitedMs += LOOK_EVERY_MS) {
    const poster = await media.read(`/live/${broadcastId}/poster.jpg`).catch(() => null);
    if (poster) return bucket.put(`${prefix}/media/latest_thumbnail/thumb.jpg`, poster.body, "image/jpeg");
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS).unref());
  }
}

/** The whole recording in the service's layout. */
export async function finishRecording(recorded: Recorded, facts: RecordingFacts): Promise<void> {
  const { bucket, media, broadcastId, prefix } = recorded;
  const at = `/replays/${broadcastId}`;
  const copy = async (path: string, name: string) => {
    const file = await media.read(`${at}/${path}`);
    await bucket.put(`${prefix}/${HLS.path}/${name}`, file.body, file.type);
    return file.body.toString();
  };
  const index = await copy("index.m3u8", HLS.playlist);
  for (const playlist of linesOf(index)) {
    const folder = playlist.slice(0, playlist.lastIndexOf("/") + 1);
    const text = await copy(playlist, playlist);
    const maps = [...text.matchAll(/#EXT-X-MAP:URI="([^"]+)"/g)].map(([, name = ""]) => name);
    for (const name of new Set([...maps, ...linesOf(text)])) await copy(folder + name, folder + name);
  }
  const poster = await media.read(`${at}/poster.jpg`).catch(() => null);
  if (poster) await bucket.put(`${prefix}/media/thumbnails/thumb0.jpg`, poster.body, "image/jpeg");
  await tell(recorded, "ended", facts.startedAt, { duration_ms: facts.durationMs });
}

const linesOf = (playlist: string) =>
  playlist.split("\n").filter((line) => line !== "" && !line.startsWith("#"));

async function tell(
  { bucket, channelArn, prefix }: Recorded,
  name: "started" | "ended",
  startedAt: number,
  more: object,
): Promise<void> {
  const json = {
    version: "v1",
    channel_arn: channelArn,
    recording_started_at: new Date(startedAt).toISOString(),
    recording_status: `RECORDING_${name.toUpperCase()}`,
    media: { hls: { ...HLS, ...more } },
  };
  await bucket.put(`${prefix}/events/recording-${name}.json`, JSON.stringify(json), "application/json");
}
