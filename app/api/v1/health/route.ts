import { json } from "@/lib/api/bearer-route";
import { checkHealth } from "@/lib/api/check-health";
import { problemResponse } from "@/lib/api/problem";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  try {
    return json(await checkHealth());
  } catch (error) {
    return problemResponse(error, "health");
  }
}
