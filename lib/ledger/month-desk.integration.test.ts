import { beforeEach, expect, test } from "vitest";
import type { Actor } from "../auth/actor";
import { db } from "../db/client";
import { usageDays } from "../db/schema";
import { listProviders } from "../providers/registry";
import { makeActor } from "../testing/accounts";
import { useBackend } from "../testing/backend";
import type { UsageBasis, UsageKind } from "../usage/usage-kinds";
import { exportMonthCsv } from "./export-month-csv";
import { getMonthCosts } from "./get-month-costs";
import { getMonthDrift } from "./get-month-drift";
import { getMonthForecast, readMonthForecast } from "./get-month-forecast";

useBackend();
let admin: Actor;
let creator: Actor;
const MINUTE = 60_000n;
const MONTH = "2026-11";
const BILLED =
  listProviders().find(({ capabilities: { billing } }) => billing === "per-viewer-minute")?.id ?? "";

beforeEach(async () => {
  admin = await makeActor("admin");
  creator = await makeActor("creator");
});

const use = async (
  day: number,
  kind: UsageKind,
  quantity: bigint,
  { basis = "measured" as UsageBasis, isCounted = true, streamId = `on-${day}`, provider = BILLED } = {},
) =>
  (await db()).insert(usageDays).values({
    ...{ day: `${MONTH}-${String(day).padStart(2, "0")}`, streamId, kind, quantity, basis, isCounted },
    ...{ provider, channelId: creator.channel?.id ?? "", tier: "free", contentLabel: "other" },
  });

test("the amounts of the CSV sum to the month, to the micro-dollar", async () => {
  for (const day of [1, 2, 9]) await use(day, "viewer-ms", 7_777n * MINUTE + 13n);
  await use(9, "ingest-ms", 61n * MINUTE);
  // On a server of one's own: more than is free in a month, though not in a day.
  const own = listProviders()[0]?.id ?? "";
  for (const day of [3, 4, 5]) await use(day, "bytes-out", 15n * 10n ** 12n, { provider: own });
  await use(9, "viewer-ms", 9_999n * MINUTE, { basis: "estimated", isCounted: false });
  let text = "";
  for await (const part of exportMonthCsv(admin, MONTH)) text += part;
  const [, ...lines] = text.trim().split("\r\n");
  const amounts = lines.map((line) => Math.round(Number(line.split(",").at(-1)) * 1e6));
  const { totalMicros, providers } = await getMonthCosts(admin, { month: MONTH, groupBy: "provider" });
  expect(amounts.reduce((all, one) => all + one, 0)).toBe(totalMicros);
  // What is left of the server's provider is its server, since its lines took the month's free bytes once.
  const server = providers
    .find(({ provider }) => provider === own)
    ?.lines.find(({ item }) => item === "server")?.amountMicros;
  const rest = lines.findIndex((line) => line.includes(`,${own},`) && line.includes(",unshared,"));
  expect(amounts[rest]).toBe(server);
  expect(amounts.filter((amount) => amount > 0).length).toBeGreaterThanOrEqual(6);
});

test("a report is set beside what was seen of the same streams, and of no others", async () => {
  await use(1, "viewer-ms", 100n, { basis: "estimated", isCounted: false });
  await use(2, "viewer-ms", 100n, { basis: "estimated", isCounted: false, streamId: "on-1" });
  await use(2, "viewer-ms", 230n, { basis: "reported", streamId: "on-1" });
  await use(3, "viewer-ms", 1_000_000n);
  await use(3, "ingest-ms", 50n, { basis: "reported" });
  expect(await getMonthDrift(admin, MONTH)).toEqual([
    expect.objectContaining({
      ...{ provider: BILLED, kind: "viewer-ms", reported: "230", seen: "200", streams: 1 },
      drift: 0.15,
    }),
  ]);
  expect(await getMonthDrift(admin, "2026-10")).toEqual([]);
});

test("the running month tells where it ends, a past one does not", async () => {
  for (const day of [1, 2, 3, 4]) await use(day, "viewer-ms", 10_000n * MINUTE);
  const noon = Date.parse(`${MONTH}-05T12:00:00Z`);
  const { days, forecast } = await readMonthForecast(MONTH, noon);
  expect(days.map(({ group }) => group)).toEqual(["01", "02", "03", "04"].map((day) => `${MONTH}-${day}`));
  expect(forecast?.spentMicros).toBe(
    (await getMonthCosts(admin, { month: MONTH, groupBy: "day" })).totalMicros,
  );
  expect(forecast?.expectedMicros).toBeGreaterThan(5 * (days[0]?.amountMicros ?? Number.POSITIVE_INFINITY));
  const later = await readMonthForecast(MONTH, Date.parse("2026-12-02T12:00:00Z"));
  expect(later.forecast).toBeNull();
});

test("providers stand in one order, whatever the month is divided by", async () => {
  const order = listProviders().map(({ id }) => id);
  // The last of them has the first day.
  for (const [day, provider] of [...order].reverse().entries())
    await use(day + 1, "viewer-ms", MINUTE, { provider });
  for (const groupBy of ["day", "provider", "tier"] as const) {
    const { providers } = await getMonthCosts(admin, { month: MONTH, groupBy });
    expect(providers.map(({ provider }) => provider)).toEqual(order);
  }
});

test("whoever is no admin is told nothing of it", async () => {
  for (const attempt of [getMonthForecast, getMonthDrift])
    await expect(attempt(creator, MONTH)).rejects.toMatchObject({ code: "forbidden" });
  await expect(getMonthDrift(admin, "2026-13")).rejects.toThrow();
});
