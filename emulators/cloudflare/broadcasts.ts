import type { MediaPlane } from "../media-plane/media-plane";
import { type Account, disconnect, finish, goIdle, goLive, hexId, type Input } from "./account";
import { deliver, type LiveEvent, notification, type SentWebhook, videoWebhook } from "./webhooks";

/** Where the service tells what happens; set by its operator in the dashboard. */
export interface WebhookTargets {
  readonly url: string;
  readonly notificationSecret: string;
  readonly videoSecret: string;
}

export interface Broadcasts {
  /** The one that an input sends, or may come back to; null without one. */
  current(inputUid: string): string | null;
  /** Whoever sends to the input is cut off. */
  drop(inputUid: string): void;
  tell(targets: WebhookTargets | null): void;
}

/** What really comes in by the media plane becomes states, videos and webhooks of the account. */
export function carryBroadcasts(account: Account, media: MediaPlane | null, now: () => number): Broadcasts {
  /** Live input to the broadcast that it sends. */
  const current = new Map<string, string>();
  let targets: WebhookTargets | null = null;

  const inputOf = (broadcastId: string): Input | undefined =>
    [...current].flatMap(([uid, id]) => (id === broadcastId ? (account.inputs.get(uid) ?? []) : []))[0];
  const send = (make: (to: WebhookTargets) => SentWebhook) => {
    // The service tries again for a while; who polls finds out all the same.
    if (targets) void deliver(targets.url, make(targets)).catch(() => undefined);
  };
  const notify = (event: LiveEvent) => send((to) => notification(event, to.notificationSecret, now()));

  media?.serve({
    admit(key, protocol) {
      const input = [...account.inputs.values()].find(
        ({ secrets }) => (protocol === "whip" ? secrets.webRtc : secrets.streamKey) === key,
      );
      if (!input?.enabled) return null;
      const { uid: inputId } = input;
      if (account.storage.used >= account.storage.limit) {
        notify({ inputId, type: "errored", error: "ERR_STORAGE_QUOTA_EXHAUSTED" });
        return null;
      }
      const broadcastId = current.get(inputId) ?? hexId();
      current.set(inputId, broadcastId);
      input.state = "connected";
      notify({ inputId, type: "connected" });
      return broadcastId;
    },
    live(broadcastId) {
      const input = inputOf(broadcastId);
      if (input && !account.videos.has(broadcastId)) goLive(account, input.uid, now(), broadcastId);
    },
    lost(broadcastId) {
      const input = inputOf(broadcastId);
      if (!input) return;
      disconnect(input);
      notify({ inputId: input.uid, type: "disconnected" });
    },
    ended(broadcastId) {
      const input = inputOf(broadcastId);
      if (!input) return;
      goIdle(account, input.uid, now());
      current.delete(input.uid);
    },
    recorded(broadcastId, { durationMs, bytes }) {
      const video = account.videos.get(broadcastId);
      if (!video) return;
      Object.assign(video, { duration: durationMs / 1000, size: bytes });
      finish(account, broadcastId);
      send((to) => videoWebhook(video, to.videoSecret, now()));
    },
  });

  return {
    current: (inputUid) => current.get(inputUid) ?? null,
    drop(inputUid) {
      const broadcastId = current.get(inputUid);
      if (broadcastId) void media?.end(broadcastId).catch(() => undefined);
      current.delete(inputUid);
      goIdle(account, inputUid, now());
    },
    tell(to) {
      targets = to;
    },
  };
}
