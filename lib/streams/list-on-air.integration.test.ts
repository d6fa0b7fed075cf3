import { beforeEach, expect, test } from "vitest";
import { listDeeds } from "../audit/list-deeds";
import type { Actor } from "../auth/actor";
import { getSpendMarks } from "../budgets/get-spend-marks";
import { makeActor } from "../testing/accounts";
import { useBackend } from "../testing/backend";
import { sendEvent } from "../testing/call-webhooks";
import { mediaRun, snapshot } from "../testing/media-events";
import { createStream } from "./create-stream";
import { getIngest } from "./get-ingest";
import { listOnAir } from "./list-on-air";

useBackend();
let admin: Actor;
let creator: Actor;

beforeEach(async () => {
  admin = await makeActor("admin");
  creator = await makeActor("creator", "Nadège Pierre");
});

test("what is on air stands first by its viewers, and all are counted, also those that are not listed", async () => {
  const events = mediaRun(1);
  const ids: string[] = [];
  for (const viewers of [3, 11]) {
    const { id } = await createStream(creator, { title: `With ${viewers}` });
    await sendEvent(events({ type: "stream.live", stream: snapshot(id, { viewers }) }));
    ids.push(id);
  }
  await createStream(creator, { title: "Not yet" });
  const { streams, count, viewers } = await listOnAir(admin, 1);
  expect({ count, viewers }).toEqual({ count: 2, viewers: 14 });
  expect(streams).toMatchObject([{ id: ids[1], title: "With 11", creator: "Nadège Pierre", viewers: 11 }]);
  await expect(listOnAir(creator, 1)).rejects.toMatchObject({ code: "forbidden" });
});

test("deeds tell who did what, newest first, to admins alone", async () => {
  const { id } = await createStream(creator, { title: "Mine" });
  await getIngest(creator, id);
  const [last] = await listDeeds(admin, 5);
  expect(last).toMatchObject({ action: "stream-key.revealed", target: id, by: "Nadège Pierre" });
  await expect(listDeeds(creator, 5)).rejects.toMatchObject({ code: "forbidden" });
});

test("the bar of spend is marked where budgets are", async () => {
  expect(await getSpendMarks(admin)).toEqual([500_000_000, 1_000_000_000]);
  await expect(getSpendMarks(creator)).rejects.toMatchObject({ code: "forbidden" });
});
