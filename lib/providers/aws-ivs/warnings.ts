import type { ChannelInput, ProviderWarning } from "../contract";
import type { IvsOptions } from "./index";

/** What cannot be had, said before anybody goes live. */
export function warningsOf(
  { recordings }: IvsOptions,
  { visibility, isRecorded = true }: ChannelInput,
): readonly ProviderWarning[] {
  if (!recordings || !isRecorded || visibility === "public") return [];
  return [
    {
      feature: "recording",
      reason:
        "recordings here are for everybody who has their address, so a stream that is not public has none",
    },
  ];
}
