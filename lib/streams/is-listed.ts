import "server-only";
import { and, eq, isNull, type SQL } from "drizzle-orm";
import { type ContentLabel, streams, users } from "../db/schema";

/** What any list may show to everybody: public, published, of a creator in good standing. For selects that join users. */
export function isListed(label: ContentLabel | null): SQL | undefined {
  return and(
    eq(streams.visibility, "public"),
    eq(streams.isPreview, false),
    isNull(users.suspendedAt),
    label ? eq(streams.contentLabel, label) : undefined,
  );
}
