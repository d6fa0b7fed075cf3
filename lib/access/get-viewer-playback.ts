import "server-only";
import { limitRate } from "../auth/rate-limits";
import { AppError } from "../errors";
import { toViewerAnnouncement } from "../streams/channel-current";
import { findStreamRow } from "../streams/stream-query";
import type { Announcement } from "../wire/control";
import { admitViewer } from "./admit-viewer";
import { passFor } from "./pass-for";
import type { Viewer } from "./viewer";

/**
 * What a viewer may watch of a stream now, with fresh addresses of their own; players ask again before the token in them
 * expires. Throws `not-found`, `not-invited`, `invitation-over`, `rate-limited`.
 */
export async function getViewerPlayback(
  streamId: string,
  viewer: Viewer,
  options: { readonly address: string; readonly isLasting?: boolean },
): Promise<Announcement> {
  await limitRate("playback-address", options.address);
  const viewerKey = viewer.actor?.userId ?? viewer.browserId;
  if (viewerKey) await limitRate("playback-viewer", viewerKey);
  const stream = await findStreamRow(streamId);
  if (!stream) throw new AppError("not-found");
  const admission = await admitViewer(stream, viewer);
  if (!admission.allowed) throw new AppError(admission.reason);
  return toViewerAnnouncement(stream, passFor(stream.row, viewer, admission.grant, options));
}
