import { probe } from "@/lib/api/probe";

export const dynamic = "force-dynamic";

/** The process lives. */
export async function GET(): Promise<Response> {
  return probe(true);
}
