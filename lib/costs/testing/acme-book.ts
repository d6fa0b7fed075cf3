import { PriceBook } from "../price-book/price-book";

const SOURCE = { source: "invented", asOf: "2026-11-01", confidence: "high" } as const;
const acme = { supplier: "Acme", ...SOURCE };

/** Prices of services that do not exist: `acme` by viewer and room, `barn` by server and bytes, `yard` by what is relayed. */
export const ACME_BOOK: PriceBook = PriceBook.parse({
  version: "price-book/1",
  currency: "USD",
  checkedOn: "2026-11-20",
  entries: [
    { ...acme, id: "ingest-small", item: "ingest", channelType: "SMALL", unit: "hour", tiers: [[null, 0.2]] },
    { ...acme, id: "ingest-large", item: "ingest", channelType: "LARGE", unit: "hour", tiers: [[null, 2]] },
    ...(["hd", "sd"] as const).map((quality) => ({
      ...acme,
      id: `north-${quality}`,
      item: "delivery",
      regions: ["north-america-europe"],
      quality,
      unit: "hour",
      pool: "north",
      tiers: [
        [100, quality === "hd" ? 0.08 : 0.04],
        [null, quality === "hd" ? 0.06 : 0.03],
      ],
    })),
    {
      ...acme,
      id: "india-hd",
      item: "delivery",
      regions: ["india"],
      quality: "hd",
      unit: "hour",
      tiers: [[null, 0.1]],
    },
    {
      ...acme,
      id: "room",
      item: "stored-time",
      unit: "1000-minute-months",
      tiers: [[null, 5]],
      billing: "prepaid",
    },
    { ...acme, id: "server", item: "server", unit: "month", tiers: [[null, 20]], confidence: "low" },
    { ...acme, id: "relay", item: "turn", unit: "gb", tiers: [[null, 0.05]] },
    { ...acme, id: "nothing", item: "transcode", unit: "hour", tiers: [[null, 0]] },
    {
      ...acme,
      id: "bytes",
      item: "egress",
      unit: "tb",
      perServer: true,
      tiers: [
        [1, 0],
        [null, 1.5],
      ],
    },
  ],
  plans: [
    {
      id: "standard",
      provider: "acme",
      entries: ["ingest-small", "ingest-large", "north-hd", "north-sd", "india-hd", "room"],
      assumed: { region: "north-america-europe", quality: "hd", channelType: "LARGE" },
    },
    { id: "strict", provider: "acme", entries: ["ingest-small", "ingest-large", "north-hd", "north-sd"] },
    { id: "standard", provider: "barn", entries: ["server", "nothing", "bytes"] },
    { id: "standard", provider: "yard", entries: ["relay"] },
  ],
});
