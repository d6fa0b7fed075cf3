import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Actor } from "../auth/actor";
import { forgetAllRates } from "../auth/rate-limits";
import { updateProfile } from "../auth/update-profile";
import { db } from "../db/client";
import { type ContentLabel, recordings, streams, users } from "../db/schema";
import { listReplays } from "../recordings/list-replays";
import { createStream } from "../streams/create-stream";
import { forgetHomeBoards, getHomeBoard } from "../streams/get-home-board";
import { listLiveStreams } from "../streams/list-live";
import { makeActor } from "../testing/accounts";
import { useBackend } from "../testing/backend";
import { DEFAULT_PROVIDER } from "../testing/default-provider";
import { searchStreams } from "./search-streams";

const backend = useBackend();
const START = Date.UTC(2026, 0, 1);
let elise: Actor;

beforeEach(async () => {
  forgetAllRates();
  forgetHomeBoards();
  elise = await makeActor("creator", "Élise Jean-Baptiste");
});

type Made = Partial<typeof streams.$inferInsert>;
async function makeLive(title: string, label: ContentLabel = "other", change: Made = {}): Promise<string> {
  const { id } = await createStream(elise, { title, contentLabel: label });
  const set = { broadcast: "live" as const, startedAt: new Date(START), ...change };
  await (await db()).update(streams).set(set).where(eq(streams.id, id));
  return id;
}
async function makeReplay(title: string, label: ContentLabel = "other", change: Made = {}): Promise<string> {
  const id = await makeLive(title, label, { broadcast: "replay-ready", ...change });
  const startedAt = change.startedAt ?? new Date(START);
  await (await db()).insert(recordings).values({
    id: `recording-${id}`,
    streamId: id,
    provider: DEFAULT_PROVIDER,
    providerRef: id,
    state: "ready",
    startedAt,
    durationMs: 60_000,
  });
  return id;
}
const search = async (query: string, options: { label?: ContentLabel; before?: string } = {}) => {
  const { label = null, before = null } = options;
  const { live, replays } = await searchStreams({ query, label, before, address: "203.0.113.1" });
  return [...live, ...replays].map(({ title }) => title);
};

test("finds by title, with or without accents and capitals, and what is live first", async () => {
  await makeReplay("Gwo konsè nan Jakmèl");
  await makeLive("KONSE dimanch");
  await makeLive("Something else");
  for (const query of ["konsè", "KONSE", "konse", "kons"])
    expect(await search(query)).toEqual(["KONSE dimanch", "Gwo konsè nan Jakmèl"]);
  expect(await search("jakmel konse")).toEqual(["Gwo konsè nan Jakmèl"]);
  expect(await search("l'ete")).toEqual([]);
  await makeLive("L’Été indien");
  expect(await search("l'ete")).toEqual(["L’Été indien"]);
});

test("finds by the creator's name and handle, and by the label's name in each language", async () => {
  await makeLive("One", "gaming");
  await makeReplay("Two", "music-concert");
  expect(await search("elise")).toEqual(["One", "Two"]);
  expect(await search(`@${elise.channel?.handle}`)).toEqual(["One", "Two"]);
  expect(await search("gaming")).toEqual(["One"]);
  expect(await search("musique")).toEqual(["Two"]);
  expect(await search("mizik")).toEqual(["Two"]);
  expect(await search("", { label: "gaming" })).toEqual(["One"]);
  expect(await search("elise", { label: "music-concert" })).toEqual(["Two"]);
});

test.each(["%", "_", "\\", "100%", "a_b", "'", '"', "\0", "; drop table streams", "(".repeat(200)])(
  "takes %j as it is written",
  async (query) => {
    await makeLive("Plain words");
    expect(await search(query)).toEqual([]);
  },
);

test("signs that mean something to the database are found as themselves", async () => {
  await makeLive("100% konpa_direct \\o/");
  for (const query of ["100%", "konpa_d", "\\o/"]) expect(await search(query)).toHaveLength(1);
});

test("never shows what isn't public, is a preview, or is of a suspended creator", async () => {
  const hidden: Made[] = [{ visibility: "unlisted" }, { visibility: "private" }, { isPreview: true }];
  for (const change of hidden) {
    await makeLive("Secret konpa", "gaming", change);
    await makeReplay("Secret konpa", "gaming", change);
  }
  const nothing = async () => [
    await search("secret"),
    await search("", { label: "gaming" }),
    await listLiveStreams(),
    (await listReplays({ limit: 10 })).replays,
    (await getHomeBoard(null)).live,
  ];
  expect(await nothing()).toEqual([[], [], [], [], []]);
  await makeLive("Secret konpa");
  await makeReplay("Secret konpa");
  expect(await search("secret")).toHaveLength(2);
  await (await db()).update(users).set({ suspendedAt: new Date() }).where(eq(users.id, elise.userId));
  expect(await nothing()).toEqual([[], [], [], [], []]);
});

test("a replay without a finished recording isn't listed, and one with several is listed once", async () => {
  const id = await makeReplay("Twice");
  const [row] = await (await db()).select().from(recordings);
  if (!row) throw new Error("no recording was stored");
  const second = { ...row, id: "recording-two", providerRef: "second", durationMs: 90_000 };
  await (await db()).insert(recordings).values({ ...second, startedAt: new Date(START + 1000) });
  expect((await listReplays({ limit: 10 })).replays).toMatchObject([{ streamId: id, durationMs: 90_000 }]);
  await (await db()).update(recordings).set({ state: "deleting" });
  expect((await listReplays({ limit: 10 })).replays).toEqual([]);
});

test("pages through all replays, each once, newest first, also where two began in the same moment", async () => {
  for (let index = 0; index < 7; index++)
    await makeReplay(`Part ${index}`, "other", { startedAt: new Date(START + Math.floor(index / 2) * 1000) });
  const seen: string[] = [];
  let before: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listReplays>> = await listReplays({ limit: 3, before });
    seen.push(...page.replays.map(({ streamId }) => streamId));
    before = page.next;
  } while (before);
  expect(new Set(seen).size).toBe(7);
  const whole = await listReplays({ limit: 48 });
  expect(whole.replays.map(({ streamId }) => streamId)).toEqual(seen);
  expect(whole.replays.at(0)?.title).toBe("Part 6");
});

test.each(["", "nonsense", "1.x", "99999999999999999.abcdefgh", "1700000000000.'; drop"])(
  "a page that isn't one (%j) is the first",
  async (before) => {
    await makeReplay("Here");
    expect((await listReplays({ limit: 3, before })).replays).toHaveLength(1);
  },
);

test("lists are bounded, and a crowd at the front page is one question to the database", async () => {
  for (let index = 0; index < 3; index++) await makeLive(`Live ${index}`, "other", { viewers: index });
  expect(await listLiveStreams({ limit: 2 })).toMatchObject([{ title: "Live 2" }, { title: "Live 1" }]);
  const boards = await Promise.all(Array.from({ length: 50 }, () => getHomeBoard(null)));
  expect(new Set(boards).size).toBe(1);
  expect(boards[0]).toMatchObject({ hasMoreLive: false, hasMoreReplays: false });
  expect((await getHomeBoard("gaming")).live).toEqual([]);
});

test("a front page that could not be made is made again at once", async () => {
  await backend.database.query("alter table streams rename to streams_away");
  await expect(getHomeBoard(null)).rejects.toThrow();
  await backend.database.query("alter table streams_away rename to streams");
  expect(await getHomeBoard(null)).toMatchObject({ live: [] });
});

test("one address may search so often, and no other pays for it", async () => {
  const ask = (address: string) => searchStreams({ query: "x", label: null, before: null, address });
  for (let index = 0; index < 120; index++) await ask("203.0.113.9");
  await expect(ask("203.0.113.9")).rejects.toMatchObject({ code: "rate-limited" });
  expect(await ask("203.0.113.10")).toMatchObject({ live: [] });
});

test("a new name is found at once", async () => {
  await makeLive("One");
  await updateProfile(elise, { name: "Ti Frè" });
  expect(await search("ti fre")).toEqual(["One"]);
});
