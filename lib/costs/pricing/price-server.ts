import { divideRounded, fromDollars, toMicros } from "../money";
import type { PriceEntry } from "../price-book/price-book";
import type { CostLine, CostReason, PriceContext } from "./priced-usage";
import { uncertainty } from "./uncertainty";

/** A server's month: in full, or the share of it that falls to this part by what it used of all. Pure. */
export function priceServer(entry: PriceEntry, { scope, servers = 1, serverUse }: PriceContext): CostLine {
  const usdPerServer = entry.tiers[0]?.[1] ?? 0;
  const line = { item: "server", entry: entry.id, pool: null, unit: "months" } as const;
  if (scope === "month") {
    const why: CostReason[] = [{ type: "servers", servers, usdPerServer }, ...uncertainty(entry)];
    const amountMicros = toMicros(fromDollars(usdPerServer) * servers);
    return { ...line, quantity: String(servers), amountMicros, basis: "measured", why };
  }
  if (!serverUse || serverUse.all <= 0n || serverUse.own < 0n)
    return {
      ...line,
      quantity: null,
      amountMicros: null,
      basis: null,
      why: [{ type: "server-use-unknown" }],
    };
  // All is never less than a part of it, whatever order the two were read in.
  const all = serverUse.all > serverUse.own ? serverUse.all : serverUse.own;
  const price = BigInt(fromDollars(usdPerServer)) * BigInt(servers);
  const percent = Number((serverUse.own * 10_000n) / all) / 100;
  return {
    ...line,
    quantity: null,
    amountMicros: toMicros(divideRounded(price * serverUse.own, all)),
    basis: "estimated",
    why: [{ type: "share-of-server", percent, usdPerServer }, ...uncertainty(entry)],
  };
}
