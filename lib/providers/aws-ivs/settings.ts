import { UpdateChannelCommand } from "@aws-sdk/client-ivs";
import type { ChannelInput } from "../contract";
import type { Verb } from "./api";
import type { IvsOptions } from "./index";

/** What of a channel follows its stream, in the API's words. */
export interface ChannelSettings {
  /** Only who brings a token sees it. */
  readonly authorized: boolean;
  /** Empty: nothing is recorded. */
  readonly recordingConfigurationArn: string;
}

/** Whatever is not for everybody asks viewers for a token, and is not recorded: recordings can't be kept to some viewers. */
export function settingsBy(
  options: IvsOptions,
  isForEverybody: boolean,
  isRecorded: boolean,
): ChannelSettings {
  return {
    authorized: !isForEverybody,
    recordingConfigurationArn:
      isForEverybody && isRecorded ? (options.recordings?.configurationArn ?? "") : "",
  };
}

/** Those that a stream begins with. */
export function settingsFor(
  { visibility, isRecorded = true }: ChannelInput,
  options: IvsOptions,
): ChannelSettings {
  return settingsBy(options, visibility === "public", isRecorded);
}

/** Throws `conflict` while it is live: a channel can't change then. */
export async function bringTo(
  verb: Verb,
  channel: { readonly arn: string } & Partial<ChannelSettings>,
  wanted: ChannelSettings,
): Promise<void> {
  const isSame =
    (channel.authorized ?? false) === wanted.authorized &&
    (channel.recordingConfigurationArn ?? "") === wanted.recordingConfigurationArn;
  if (isSame) return;
  await verb.send("UpdateChannel", new UpdateChannelCommand({ arn: channel.arn, ...wanted }));
}
