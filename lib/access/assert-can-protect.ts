import type { Visibility } from "../db/schema";
import { AppError } from "../errors";
import { capabilitiesOf } from "../providers/capabilities-of";

/** A provider that serves everything to everybody can't carry what isn't for everybody. Throws `no-private-playback`. */
export function assertCanProtect(providerId: string, visibility: Visibility): void {
  if (visibility !== "public" && !capabilitiesOf(providerId)?.privatePlayback)
    throw new AppError("no-private-playback");
}
