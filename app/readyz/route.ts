import { isReady } from "@/lib/api/check-readiness";
import { probe } from "@/lib/api/probe";

export const dynamic = "force-dynamic";

/** It can serve visitors. */
export async function GET(): Promise<Response> {
  return probe(await isReady());
}
