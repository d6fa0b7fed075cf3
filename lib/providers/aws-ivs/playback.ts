import { createPrivateKey } from "node:crypto";
import { GetChannelCommand } from "@aws-sdk/client-ivs";
import type { PlaybackSource } from "../../wire/playback";
import type { PlaybackPass } from "../contract";
import type { Verb } from "./api";
import { isWhole, unexpected } from "./channels";
import type { IvsOptions } from "./index";
import { sessionOf } from "./revocation";
import { signPlayback } from "./token";

const MAX_ADDRESSES = 5_000;

export function createPlayback(options: IvsOptions, now: () => number) {
  const key = createPrivateKey(options.playbackKey.pem);
  /** A channel's playback address never changes: viewers must not cost calls. */
  const addresses = new Map<string, string>();

  async function readChannel(verb: Verb, arn: string) {
    const { channel } = await verb.send("GetChannel", new GetChannelCommand({ arn }));
    if (!isWhole(channel)) throw unexpected(verb);
    learn(arn, channel.playbackUrl);
    return channel;
  }

  function learn(arn: string, url: string): void {
    if (addresses.size >= MAX_ADDRESSES) addresses.clear();
    addresses.set(arn, url);
  }

  return {
    readChannel,
    learn,
    forget: (arn: string) => void addresses.delete(arn),
    live: async (verb: Verb, arn: string, pass?: PlaybackPass): Promise<readonly PlaybackSource[]> => {
      const address = addresses.get(arn) ?? (await readChannel(verb, arn)).playbackUrl;
      const url = pass ? `${address}?token=${tokenFor(arn, pass)}` : address;
      return [
        { kind: "ivs", url },
        { kind: "hls", url, lowLatency: false },
      ];
    },
  };

  function tokenFor(channelArn: string, pass: PlaybackPass): string {
    return signPlayback(key, {
      channelArn,
      ...sessionOf(pass),
      origins: options.allowedOrigins,
      expiresAt: pass.expiresAt,
      now: now(),
    });
  }
}
