import type { PlaybackSource } from "../../wire/playback";
import type { PlaybackPass, RecordingRef, Replay, ReplayWish } from "../contract";
import { failure } from "./api";
import type { CloudflareOptions } from "./index";
import { type SigningKey, signToken } from "./token";

/** Ids come from the vendor, and stand in paths. */
const UID = /^[A-Za-z0-9_-]{1,64}$/;

export interface Playback {
  /** The folder in which everything of a live input or a video stands; with a pass, its token takes the id's place. */
  folder(uid: string, operation: string, pass?: PlaybackPass): Promise<string>;
  /** Ways to watch, best first. Made from the id alone, so that no publish secret can be in them. */
  live(uid: string, pass?: PlaybackPass): Promise<readonly PlaybackSource[]>;
  replay(ref: RecordingRef, wish: ReplayWish, pass?: PlaybackPass): Promise<Replay>;
}

export function createPlayback(options: CloudflareOptions, key: SigningKey | null): Playback {
  async function folder(uid: string, operation: string, pass?: PlaybackPass): Promise<string> {
    if (!UID.test(uid)) throw failure("invalid-input", operation, "this is no id of theirs");
    if (!pass) return `${options.playbackUrl}/${uid}`;
    // Fails closed: without a key there is no address that is for one viewer only.
    if (!key)
      throw failure("unsupported", operation, "without a signing key nothing can be kept to some viewers");
    return `${options.playbackUrl}/${await signToken(key, uid, pass)}`;
  }
  return {
    folder,
    live: async (uid, pass) => {
      if (options.pair === "whip") {
        if (pass)
          throw failure("unsupported", "issuePlayback", "playback by WebRTC can't be kept to some viewers");
        return [{ kind: "whep", url: `${await folder(uid, "issuePlayback")}/webRTC/play` }];
      }
      const at = `${await folder(uid, "issuePlayback", pass)}/manifest`;
      const { preferLowLatency: lowLatency } = options;
      return [
        { kind: "hls", url: `${at}/video.m3u8${lowLatency ? "?protocol=llhls" : ""}`, lowLatency },
        { kind: "dash", url: `${at}/video.mpd` },
      ];
    },
    replay: async ({ id }, { durationMs }, pass) => {
      const at = await folder(id, "issueReplay", pass);
      return {
        playback: [
          {
            kind: "hls",
            url: `${at}/manifest/video.m3u8`,
            lowLatency: false,
            replay: { durationMs, storyboardUrl: null },
          },
          { kind: "dash", url: `${at}/manifest/video.mpd` },
        ],
        posterUrl: `${at}/thumbnails/thumbnail.jpg`,
      };
    },
  };
}
