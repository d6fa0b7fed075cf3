import { findLinkPreview } from "@/lib/streams/link-preview";

interface Context {
  readonly params: Promise<{ streamId: string }>;
}

/** The picture of a link preview: an address that stays, to one that may not. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const url = await findLinkPreview((await params).streamId);
  if (!url) return new Response(null, { status: 404, headers: { "cache-control": "no-store" } });
  return new Response(null, {
    status: 302,
    headers: { location: url, "cache-control": "public, max-age=10" },
  });
}
