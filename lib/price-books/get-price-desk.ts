import "server-only";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { isOldPriceBook, listOldEntries } from "../costs/price-book/is-old-price-book";
import type { PriceEntry, PricePlan } from "../costs/price-book/price-book";
import { listProviders } from "../providers/registry";
import { listPriceBooks } from "./list-price-books";
import type { PriceBookVersion } from "./price-book-version";

/** One provider's prices. */
export interface PriceGroup {
  readonly provider: string;
  readonly label: string;
  /** The first is what it is billed by. */
  readonly plans: readonly Pick<PricePlan, "id" | "requires">[];
  /** Of all of its plans, each once, those of the first plan first. */
  readonly entries: readonly PriceEntry[];
}

/** The newest prices, with what a page needs to speak of them. Plain data. */
export interface PriceDesk {
  /** Of the newest version. */
  readonly id: string;
  readonly checkedOn: string;
  readonly isOld: boolean;
  readonly groups: readonly PriceGroup[];
  /** That no plan uses. */
  readonly unused: readonly PriceEntry[];
  /** Ids of prices in use that are older than a year, or of no known date. */
  readonly oldEntries: readonly string[];
  /** Newest first. */
  readonly versions: readonly Omit<PriceBookVersion, "book">[];
}

/** In the registry's order. For admins; throws `forbidden`. */
export async function getPriceDesk(actor: Actor): Promise<PriceDesk> {
  assertAdmin(actor);
  const versions = await listPriceBooks(actor);
  const [newest] = versions;
  if (!newest) throw new Error("no prices came with the product");
  const { book } = newest;
  const now = Date.now();
  const byId = new Map(book.entries.map((entry) => [entry.id, entry]));
  const used = new Set(book.plans.flatMap(({ entries }) => entries));
  return {
    id: newest.id,
    checkedOn: book.checkedOn,
    isOld: isOldPriceBook(book, now),
    groups: listProviders().map(({ id, label }) => {
      const plans = book.plans.filter(({ provider }) => provider === id);
      const own = new Set(plans.flatMap(({ entries }) => entries));
      return {
        ...{ provider: id, label },
        plans: plans.map(({ id: plan, requires }) => ({ id: plan, requires })),
        entries: [...own].flatMap((entry) => byId.get(entry) ?? []),
      };
    }),
    unused: book.entries.filter(({ id }) => !used.has(id)),
    oldEntries: listOldEntries(book, now).map(({ id }) => id),
    versions: versions.map(({ id, createdAt, reason }) => ({ id, createdAt, reason })),
  };
}
