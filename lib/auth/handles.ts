import { sql } from "drizzle-orm";
import type { Transaction } from "../db/open-database";
import { channels } from "../db/schema";
import { randomText } from "../secrets/random-text";

/** Words that would pass for a page of ours, or for the people who run it. */
const RESERVED = new Set(
  "about account admin ann-pale anonymous api app auth billing blog channel channels contact creator creators dashboard docs explore faq health help home invitation legal live login logout me moderator null official owner pricing privacy root security settings sign-in sign-out sign-up signin signup staff static status stream streams studio support system team terms undefined user users viewer watch webhooks www".split(
    " ",
  ),
);

export function isReservedHandle(handle: string): boolean {
  return RESERVED.has(handle.toLowerCase());
}

/** `Élise Jean-Baptiste` → `elise-jean-baptiste`; 3 to 24 characters; never a reserved word. */
export function handleFromName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 24)
    .replace(/^-+|-+$/g, "");
  if (plain.length >= 3 && !isReservedHandle(plain)) return plain;
  return `${plain || "creator"}-live`.slice(0, 30);
}

/** A handle that nobody has at this moment; the unique index decides if two ask at once. */
export async function findFreeHandle(tx: Transaction, name: string): Promise<string> {
  const wished = handleFromName(name);
  const candidates = [wished, ...[2, 3, 4, 5].map((number) => `${wished}-${number}`)];
  for (const candidate of candidates) {
    const [taken] = await tx
      .select({ id: channels.id })
      .from(channels)
      .where(sql`lower(${channels.handle}) = ${candidate}`);
    if (!taken) return candidate;
  }
  return `${wished.slice(0, 20)}-${randomText(6).toLowerCase()}`;
}
