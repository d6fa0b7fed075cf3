import type { Bucket } from "../media-plane/bucket";
import type { MediaPlane } from "../media-plane/media-plane";
import { type Account, newId } from "./account";
import { type EventTarget, sendEvent } from "./events";
import { beginRecording, finishRecording, prefixOf } from "./recording";

interface Broadcast {
  readonly id: string;
  readonly channelArn: string;
  state: "coming" | "live" | "over";
  /** Where it is recorded to; null where it isn't. */
  prefix: string | null;
}

export interface Broadcasts {
  /** The one on air on a channel, by the media plane's name; null without one. */
  current(channelArn: string): string | null;
  tell(target: EventTarget | null): void;
}

/** What really comes in by the media plane becomes streams, recordings and events of the account. */
export function carryBroadcasts(
  account: Account,
  media: MediaPlane,
  bucket: Bucket | null,
  warn: (message: string) => void,
): Broadcasts {
  /** Until their recording is done. */
  const known = new Map<string, Broadcast>();
  let target: EventTarget | null = null;
  const onAir = (channelArn: string) =>
    [...known.values()].find((one) => one.channelArn === channelArn && one.state !== "over") ?? null;
  const event = (channelArn: string, type: string, detail: object) => {
    const name = account.channels.get(channelArn)?.name ?? "";
    if (target) sendEvent(target, channelArn, name, type, detail);
  };
  const tellRecording = ({ channelArn, prefix }: Broadcast, status: string, more: object = {}) =>
    event(channelArn, "IVS Recording State Change", {
      recording_status: status,
      recording_s3_bucket_name: account.recording.bucketName,
      recording_s3_key_prefix: prefix,
      ...more,
    });

  function end(id: string): void {
    const broadcast = known.get(id);
    if (!broadcast || broadcast.state === "over") return;
    const wasLive = broadcast.state === "live";
    broadcast.state = "over";
    // Nothing else will be heard of it.
    if (!broadcast.prefix) known.delete(id);
    account.goIdle(broadcast.channelArn);
    if (wasLive) event(broadcast.channelArn, "IVS Stream State Change", { event_name: "Stream End" });
  }

  media.serve({
    admit(value, protocol) {
      const key = [...account.keys.values()].find((one) => one.value === value);
      // A second encoder is turned away.
      if (protocol !== "rtmp" || !key || onAir(key.channelArn)) return null;
      const id = newId();
      known.set(id, { id, channelArn: key.channelArn, state: "coming", prefix: null });
      return id;
    },
    live(id) {
      const broadcast = known.get(id);
      if (broadcast?.state !== "coming") return;
      broadcast.state = "live";
      const { channelArn } = broadcast;
      const at = Date.now();
      account.goLive(channelArn, at);
      event(channelArn, "IVS Stream State Change", { event_name: "Stream Start" });
      if (!bucket || !account.channels.get(channelArn)?.recordingConfigurationArn) return;
      broadcast.prefix = prefixOf(channelArn, id, at);
      tellRecording(broadcast, "Recording Start");
      const recorded = { bucket, media, channelArn, broadcastId: id, prefix: broadcast.prefix };
      beginRecording(recorded, at).catch((error: unknown) => warn(`a recording did not begin: ${error}`));
    },
    lost: () => {},
    ended: end,
    recorded(id, facts) {
      const broadcast = known.get(id);
      end(id);
      known.delete(id);
      if (!bucket || !broadcast?.prefix) return;
      const { channelArn, prefix } = broadcast;
      finishRecording({ bucket, media, channelArn, broadcastId: id, prefix }, facts).then(
        () => tellRecording(broadcast, "Recording End", { recording_duration_ms: facts.durationMs }),
        (error: unknown) => warn(`a recording is not whole: ${error}`),
      );
    },
  });
  account.onStop = (channelArn) => {
    const broadcast = onAir(channelArn);
    if (broadcast) void media.end(broadcast.id).catch((error: unknown) => warn(`not ended: ${error}`));
  };

  return {
    current: (channelArn) => onAir(channelArn)?.id ?? null,
    tell(to) {
      target = to;
    },
  };
}
