import type { UsageKind } from "../../usage/usage-kinds";
import type { PriceItem, PriceUnit } from "./price-book";

/** What amounts are made of: what is counted of streams, and what buckets count. */
export type MeteredKind = UsageKind | "write-requests" | "read-requests";

/** What measures an item; null: nothing does, it costs the same whatever happens. */
export const KIND_OF: Record<PriceItem, MeteredKind | null> = {
  ingest: "ingest-ms",
  delivery: "viewer-ms",
  egress: "bytes-out",
  "stored-time": "stored-ms-days",
  "stored-bytes": "stored-byte-days",
  transcode: "transcode-ms",
  turn: "turn-bytes",
  "write-requests": "write-requests",
  "read-requests": "read-requests",
  server: null,
};

const HOUR_MS = 3_600_000n;
const MINUTE_MS = 60_000n;

/** One unit of a price in what its kind of usage is counted in; what lies in store is counted once a day. Pure. */
export function unitSize(unit: PriceUnit, daysInMonth: number): bigint {
  const days = BigInt(daysInMonth);
  const sizes: Record<PriceUnit, bigint> = {
    hour: HOUR_MS,
    "1000-minutes": 1_000n * MINUTE_MS,
    gb: 10n ** 9n,
    tb: 10n ** 12n,
    "1000-minute-months": 1_000n * MINUTE_MS * days,
    "gb-month": 10n ** 9n * days,
    "1000-requests": 1_000n,
    "million-requests": 1_000_000n,
    month: 1n,
  };
  return sizes[unit];
}

/** A decimal number of units in whole base units, to the nearest millionth of a unit. Pure. */
export function inBaseUnits(units: number, size: bigint): bigint {
  return (BigInt(Math.round(units * 1e6)) * size) / 1_000_000n;
}

/** Of a calendar month like `2026-11`: 28 to 31. Pure. */
export function daysInMonth(month: string): number {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
}
