import { StartViewerSessionRevocationCommand } from "@aws-sdk/client-ivs";
import type { StreamAccess } from "../../wire/stream-settings";
import type { PlaybackPass } from "../contract";
import type { Verb } from "./api";
import { viewerId } from "./token";

/** Those who need no invitation: they are told apart from all others by this, and by the epoch of their pass. */
const UNINVITED = "uninvited";
const MAX_REMEMBERED = 20_000;

/**
 * The service ends sessions by viewer and version, and has to be told each viewer by name. We take passes back by invitation
 * and by epoch: so the viewer named to it is the invitation that a pass was given by, and the version its epoch. Turning
 * out everybody is then one call, and nobody has to remember who watched.
 */
export function sessionOf(pass: Pick<PlaybackPass, "grant" | "epoch">): {
  readonly viewer: string;
  readonly version: number;
} {
  return { viewer: pass.grant ?? UNINVITED, version: pass.epoch };
}

/** Ends what `access` takes back; each is told once by this process. Throws only `ProviderError`; repeated, it goes on where it stopped. */
export type RevokeSessions = (verb: Verb, channelArn: string, access: StreamAccess) => Promise<void>;

export function createRevocation(): RevokeSessions {
  const told = new Set<string>();
  return async (verb, channelArn, access) => {
    if (access.kind === "open") return;
    const before = access.epoch - 1;
    const taken: readonly { readonly viewer: string; readonly upTo?: number }[] = [
      ...(before > 0 ? [{ viewer: UNINVITED, upTo: before }] : []),
      ...access.revoked.map((viewer) => ({ viewer })),
    ];
    for (const { viewer, upTo } of taken) {
      const key = `${channelArn} ${viewer} ${upTo ?? "all"}`;
      if (told.has(key)) continue;
      await verb.send(
        "StartViewerSessionRevocation",
        new StartViewerSessionRevocationCommand({
          channelArn,
          viewerId: viewerId(viewer),
          ...(upTo === undefined ? {} : { viewerSessionVersionsLessThanOrEqualTo: upTo }),
        }),
      );
      if (told.size >= MAX_REMEMBERED) told.clear();
      told.add(key);
    }
  };
}
