import "server-only";
import { headers } from "next/headers";
import { addressOf } from "./address-of";

/** The caller's address, for rate limits. */
export async function requestAddress(): Promise<string> {
  return addressOf((await headers()).get("x-forwarded-for"));
}
