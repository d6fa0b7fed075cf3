import { json } from "@/lib/api/bearer-route";
import { openApiDocument } from "@/lib/api/openapi";

export const dynamic = "force-dynamic";

export function GET(): Response {
  return json(openApiDocument());
}
