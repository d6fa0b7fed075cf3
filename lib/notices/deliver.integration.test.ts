import { afterEach, beforeEach, expect, test } from "vitest";
import type { Actor } from "../auth/actor";
import { evaluateBudgets } from "../budgets/evaluate-budgets";
import { forgetGuardBoard } from "../budgets/guard-board";
import { db } from "../db/client";
import { notices, usageDays } from "../db/schema";
import { dayOf } from "../ledger/month";
import { listProviders } from "../providers/registry";
import { makeActor } from "../testing/accounts";
import { useEnvironment } from "../testing/app-environment";
import { useBackend } from "../testing/backend";
import { deliverDue } from "./deliver-due";
import { listDeliveries } from "./list-deliveries";
import { listNotices } from "./list-notices";
import { putAwayNotices } from "./put-away-notices";
import { testWay } from "./test-way";
import { type MailSink, type Receiver, startMailSink, startReceiver } from "./testing/receivers";
import { verifyBody } from "./webhook-signature";

const SECRET = "a-secret-of-more-than-16";
const BILLED =
  listProviders().find(({ capabilities: { billing } }) => billing === "per-viewer-minute")?.id ?? "";
const DAY_MS = 86_400_000;

const backend = useBackend();
let admin: Actor;
let mailSink: MailSink;
let receiver: Receiver;

beforeEach(async () => {
  [mailSink, receiver] = await Promise.all([startMailSink(), startReceiver()]);
  setUp();
  admin = await makeActor("admin");
  await makeActor("creator");
});
afterEach(async () => {
  await forgetGuardBoard();
  await Promise.all([mailSink.close(), receiver.close()]);
});

function setUp(values: Record<string, string> = {}): void {
  useEnvironment({
    MEDIA_CONTROL_URL: backend.media.url,
    SMTP_URL: mailSink.url,
    SMTP_FROM: "Ann Pale <live@example.org>",
    ALERT_WEBHOOK_URL: receiver.url,
    ALERT_WEBHOOK_SECRET: SECRET,
    ALERT_WEBHOOK_INSECURE: "1",
    ...values,
  });
}

/** About 600 dollars of viewers' time, and a look at the budgets. */
async function spend(nowMs: number): Promise<void> {
  await (await db()).insert(usageDays).values({
    ...{ day: dayOf(nowMs), streamId: "seeded", kind: "viewer-ms", basis: "reported" },
    ...{ provider: BILLED, channelId: "nobody", tier: "free", contentLabel: "other" },
    ...{ quantity: 9_000n * 3_600_000n, isCounted: true },
  });
  await evaluateBudgets(nowMs);
}

test("at 500 dollars of usage, one mail to the admins and one signed call arrive, once", async () => {
  const now = Date.now();
  await spend(now);
  await evaluateBudgets(now + 30_000);
  expect(await deliverDue(now + 31_000)).toBe(2);
  expect(await deliverDue(now + DAY_MS / 2)).toBe(0);
  expect(mailSink.mails).toHaveLength(1);
  const [mail] = mailSink.mails;
  expect(mail?.to).toEqual([admin.email]);
  expect(mail?.text).toContain("Auto-Submitted: auto-generated");
  expect(mail?.text.replace(/=\r\n/g, "")).toContain("Consider switching the primary provider.");
  expect(receiver.calls).toHaveLength(1);
  const [call] = receiver.calls;
  const [notice] = await listNotices(admin, { limit: 10 });
  const signature = String(call?.headers["x-signature"]);
  expect(verifyBody(SECRET, call?.body ?? "", signature, Date.now())).toBe(true);
  expect(call?.headers["x-notice-id"]).toBe(notice?.id);
  expect(JSON.parse(call?.body ?? "")).toMatchObject({
    ...{ id: notice?.id, kind: "budget-passed", link: "http://app.test/admin/routing" },
    details: { budget: "whole-month", threshold: "switch-primary", atMicros: 500_000_000 },
  });
  expect((await listDeliveries(admin, { limit: 9, nowMs: now })).map(({ state }) => state)).toEqual([
    "delivered",
    "delivered",
  ]);
});

test("two processes that deliver at once send once", async () => {
  const now = Date.now();
  await spend(now);
  await Promise.all([deliverDue(now), deliverDue(now)]);
  expect([mailSink.mails.length, receiver.calls.length]).toEqual([1, 1]);
});

test("a receiver that is away gets it later, once, and not before the pause is over", async () => {
  const now = Date.now();
  const { port } = receiver;
  await receiver.close();
  await spend(now);
  expect(await deliverDue(now)).toBe(1);
  const [waiting] = await failing(now);
  expect(waiting).toMatchObject({ way: "webhook", state: "waiting", attempts: 1, dueAt: now + 30_000 });
  expect(waiting?.problem).toContain("ECONNREFUSED");
  receiver = await startReceiver(port);
  expect(await deliverDue(now + 29_000)).toBe(0);
  expect(await deliverDue(now + 31_000)).toBe(1);
  expect(await deliverDue(now + 3_600_000)).toBe(0);
  expect(receiver.calls).toHaveLength(1);
  expect(await failing(now)).toEqual([]);
});

test("what fails for a day is given up, with the problem shown", async () => {
  const now = Date.now();
  receiver.answer = 500;
  await spend(now);
  for (let at = now; at <= now + DAY_MS + 3_600_000; at += 3_600_000) await deliverDue(at);
  const [given] = await failing(now + DAY_MS);
  expect(given).toMatchObject({ state: "given-up", problem: "The receiver answered 500." });
  expect(given?.attempts).toBe(24);
  const calls = receiver.calls.length;
  expect(calls).toBe(24);
  expect(new Set(receiver.calls.map(({ headers }) => headers["x-notice-id"])).size).toBe(1);
});

test("a test goes out at once, and says what is wrong", async () => {
  expect(await testWay(admin, { way: "mail" })).toEqual({ problem: null });
  expect(await testWay(admin, { way: "webhook" })).toEqual({ problem: null });
  expect(JSON.parse(receiver.calls[0]?.body ?? "")).toMatchObject({ kind: "test" });
  receiver.answer = 302;
  expect(await testWay(admin, { way: "webhook" })).toEqual({ problem: "The receiver answered 302." });
  expect(receiver.calls).toHaveLength(2);
  setUp({ ALERT_WEBHOOK_INSECURE: "0" });
  expect((await testWay(admin, { way: "webhook" })).problem).toContain("https://");
  for (const host of ["127.0.0.1", "localhost", "[::1]"]) {
    setUp({ ALERT_WEBHOOK_INSECURE: "0", ALERT_WEBHOOK_URL: `https://${host}:${receiver.port}/hook` });
    expect((await testWay(admin, { way: "webhook" })).problem).toContain("private network");
  }
  expect(receiver.calls).toHaveLength(2);
  await expect(testWay(await makeActor("creator"), { way: "mail" })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("without anything set up, notices stand in the product alone, until an admin puts them away", async () => {
  setUp({ SMTP_URL: "", ALERT_WEBHOOK_URL: "" });
  await spend(Date.now());
  expect(await deliverDue(Date.now())).toBe(0);
  const unread = () => listNotices(admin, { limit: 10, onlyUnread: true });
  const [notice] = await unread();
  expect(notice).toMatchObject({ kind: "budget-passed", isRead: false });
  await putAwayNotices(admin, { ids: [notice?.id ?? ""] });
  expect(await unread()).toEqual([]);
  expect(await listNotices(admin, { limit: 10 })).toHaveLength(1);
});

test("a kind that a later version wrote is passed over", async () => {
  await (await db()).insert(notices).values({ id: "n", kind: "of-tomorrow", details: {} });
  expect(await listNotices(admin, { limit: 10 })).toEqual([]);
});

async function failing(nowMs: number) {
  return (await listDeliveries(admin, { limit: 9, nowMs })).filter(({ state }) => state !== "delivered");
}
