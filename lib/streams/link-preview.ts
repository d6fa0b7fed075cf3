import "server-only";
import { issuePass } from "../access/issue-pass";
import { needsToken } from "../access/protection-of";
import { env } from "../env";
import { isPlayable } from "./broadcast-machine";
import { posterOf } from "./issue-poster";
import { findStreamRow, type JoinedStream } from "./stream-query";

/** Every preview of one stream is one viewer: what fetches it is a messenger, not a person. */
const VIEWER_KEY = "link-preview";

/** Address of a stream's picture for link previews; null when it has none, or isn't for whoever has the link. */
export function linkPreviewOf(stream: JoinedStream): string | null {
  return hasPreview(stream) ? `${env().PUBLIC_URL}/watch/${stream.row.id}/poster` : null;
}

/** Where that picture is now; null when there is none. Addresses with tokens are made for the moment. */
export async function findLinkPreview(id: string): Promise<string | null> {
  const stream = await findStreamRow(id);
  if (!stream || !hasPreview(stream)) return null;
  const { row } = stream;
  const pass = needsToken(row) ? issuePass(row, { viewerKey: VIEWER_KEY }, Date.now()) : undefined;
  return posterOf(row, pass);
}

/** An unlisted stream is for whoever has its link, and so is its picture; private ones and previews are not. */
function hasPreview({ row, creator }: JoinedStream): boolean {
  const isShown = isPlayable(row.broadcast) || row.broadcast === "replay-ready";
  return isShown && row.visibility !== "private" && !row.isPreview && creator.suspendedAt === null;
}
