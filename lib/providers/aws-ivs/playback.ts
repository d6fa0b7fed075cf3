import { createPrivateKey } from "node:crypto";
import { BatchGetChannelCommand, GetChannelCommand } from "@aws-sdk/client-ivs";
import type { PlaybackSource } from "../../wire/playback";
import type { PlaybackPass } from "../contract";
import type { BeginVerb, Verb } from "./api";
import { isWhole, unexpected } from "./channels";
import type { IvsOptions } from "./index";
import { sessionOf } from "./revocation";
import { signPlayback } from "./token";

const MAX_ADDRESSES = 5_000;
/** Channels that one call tells of (IVS API reference, "BatchGetChannel"). */
const BATCH = 50;
/** For as many batches as a restart with a thousand live channels needs, in ms. */
const LEARN_MS = 20_000;

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

  let isLearning = false;

  return {
    readChannel,
    learn,
    /**
     * Learns the addresses of these channels, as far as they are not known, behind everybody's back: after a restart a
     * thousand viewers' pages would ask for a thousand channels one by one. Never throws.
     */
    learnAll: async (begin: BeginVerb, arns: readonly string[]): Promise<void> => {
      const unknown = arns.filter((arn) => !addresses.has(arn)).slice(0, MAX_ADDRESSES);
      // A few are asked for when somebody wants them.
      if (isLearning || unknown.length < 2) return;
      isLearning = true;
      try {
        const verb = begin("observe", LEARN_MS);
        for (let from = 0; from < unknown.length; from += BATCH) {
          const call = new BatchGetChannelCommand({ arns: unknown.slice(from, from + BATCH) });
          const { channels = [] } = await verb.send("BatchGetChannel", call);
          for (const { arn, playbackUrl } of channels) if (arn && playbackUrl) learn(arn, playbackUrl);
        }
      } catch {
        // They are asked for one by one then.
      } finally {
        isLearning = false;
      }
    },
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
