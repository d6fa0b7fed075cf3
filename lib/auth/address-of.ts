import { addressGroup } from "../wire/address-group";

/**
 * What limits are counted by. The last entry is the one that the nearest proxy saw itself; what stands before it is
 * the client's own word.
 */
export function addressOf(forwardedFor: string | null | undefined): string {
  return addressGroup(forwardedFor?.split(",").at(-1)?.trim().slice(0, 64) || "unknown");
}
