import { z } from "zod";
import { problemResponse } from "@/lib/api/problem";
import { describeOembed } from "@/lib/embed/describe-oembed";

export const dynamic = "force-dynamic";

const Measure = z.coerce.number().int().min(1).catch(Number.NaN);
const Query = z.object({
  url: z.string().max(500),
  format: z.string().max(10).default("json"),
  maxwidth: Measure.optional(),
  maxheight: Measure.optional(),
});

const WIDEST = 1920;
const WIDTH = 640;
const NARROWEST = 200;
const MAX_AGE = "public, max-age=300";

/** oEmbed 1.0: what a link of ours shows on another site. */
export async function GET(request: Request): Promise<Response> {
  const query = Query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!query.success) return answer(404);
  const { url, format, maxwidth, maxheight } = query.data;
  if (format !== "json") return answer(501);
  try {
    const found = await describeOembed({ url, maxWidth: bounded(maxwidth), maxHeight: bounded(maxheight) });
    if (found === "not-found") return answer(404);
    if (found === "private") return answer(401);
    const headers = { "cache-control": MAX_AGE, "access-control-allow-origin": "*" };
    return Response.json(found, { headers });
  } catch (error) {
    return problemResponse(error, "oembed");
  }
}

function bounded(px: number | undefined): number {
  return px === undefined || Number.isNaN(px) ? WIDTH : Math.min(WIDEST, Math.max(NARROWEST, px));
}

function answer(status: 401 | 404 | 501): Response {
  return new Response(null, { status, headers: { "cache-control": "no-store" } });
}
