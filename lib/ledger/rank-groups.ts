import { type MicroDollars, sumMicros } from "../costs/money";
import type { ProviderId } from "../providers/contract";
import type { UsageBasis } from "../usage/usage-kinds";
import type { MonthCostsView } from "./get-month-costs";
import { type GroupCost, knowledgeOf } from "./price-month";

/** What a group costs at all providers together. */
export interface GroupRow {
  readonly group: string;
  /** Of what is known; null where nothing is. */
  readonly amountMicros: MicroDollars | null;
  /** As the weakest of its parts that costs something. */
  readonly basis: UsageBasis | null;
  readonly isPartial: boolean;
  /** Dearest first. */
  readonly parts: readonly { readonly provider: ProviderId; readonly amountMicros: MicroDollars | null }[];
}

export interface RankedGroups {
  readonly rows: readonly GroupRow[];
  /** Those that did not find room, together. */
  readonly rest: { readonly count: number; readonly amountMicros: MicroDollars | null } | null;
}

/** A month's groups as `rankGroups` tells them; providers in full, so that nothing of them is left unshared. Pure. */
export function rankMonth(
  costs: Pick<MonthCostsView, "groupBy" | "groups" | "providers" | "unsharedMicros">,
  most: number,
): RankedGroups & { readonly unsharedMicros: number } {
  const { groupBy, groups, providers, unsharedMicros } = costs;
  if (groupBy !== "provider") return { ...rankGroups(groups, most, groupBy === "day"), unsharedMicros };
  const invoices = providers.map(
    (one): GroupCost => ({
      ...{ group: one.provider, provider: one.provider, amountMicros: one.totalMicros },
      ...knowledgeOf(one),
    }),
  );
  return { ...rankGroups(invoices, most), unsharedMicros: 0 };
}

const WEAKEST_FIRST: readonly UsageBasis[] = ["estimated", "measured", "reported"];

/** Groups, dearest first, `most` of them; in the order of their names where that says more, as of days. Pure. */
export function rankGroups(costs: readonly GroupCost[], most: number, isByName = false): RankedGroups {
  const byGroup = new Map<string, GroupCost[]>();
  for (const cost of costs) byGroup.set(cost.group, [...(byGroup.get(cost.group) ?? []), cost]);
  const rows = [...byGroup].map(([group, parts]): GroupRow => {
    return {
      group,
      amountMicros: sumOf(parts),
      basis: WEAKEST_FIRST.find((basis) => parts.some((part) => part.basis === basis)) ?? null,
      isPartial: parts.some(({ isPartial }) => isPartial),
      parts: parts
        .map(({ provider, amountMicros }) => ({ provider, amountMicros }))
        .sort((a, b) => (b.amountMicros ?? -1) - (a.amountMicros ?? -1)),
    };
  });
  rows.sort((a, b) =>
    isByName
      ? a.group.localeCompare(b.group)
      : (b.amountMicros ?? -1) - (a.amountMicros ?? -1) || a.group.localeCompare(b.group),
  );
  const left = rows.slice(most);
  return {
    rows: rows.slice(0, most),
    rest: left.length === 0 ? null : { count: left.length, amountMicros: sumOf(left) },
  };
}

function sumOf(parts: readonly { readonly amountMicros: MicroDollars | null }[]): MicroDollars | null {
  const known = parts.flatMap(({ amountMicros }) => amountMicros ?? []);
  return known.length > 0 ? sumMicros(known) : null;
}
