import "server-only";
import { headers } from "next/headers";

/**
 * The caller's address, for rate limits. Behind a proxy the last entry is the one that the proxy saw itself;
 * what stands before it is the client's own word.
 */
export async function requestAddress(): Promise<string> {
  return addressOf((await headers()).get("x-forwarded-for"));
}

export function addressOf(forwardedFor: string | null | undefined): string {
  return forwardedFor?.split(",").at(-1)?.trim().slice(0, 64) || "unknown";
}
