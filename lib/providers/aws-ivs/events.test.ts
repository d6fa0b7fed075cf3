import { expect, test } from "vitest";
import type { WebhookRequest } from "../contract";
import { createEvents, SECRET_HEADER } from "./events";

const SECRET = "a-secret-of-the-destination";
const event = (more: Record<string, unknown> = {}, name = "Stream Start") => ({
  id: "01234567-0123-0123-0123-012345678901",
  source: "aws.ivs",
  "detail-type": "IVS Stream State Change",
  time: "2026-11-28T12:00:00Z",
  resources: ["arn:aws:ivs:eu-west-1:123456789012:channel/abcd"],
  detail: { event_name: name, channel_name: "stream-0001", stream_id: "st-1" },
  ...more,
});
const request = (body: unknown, secret: string | null = SECRET): WebhookRequest => ({
  method: "POST",
  path: "/",
  body: typeof body === "string" ? body : JSON.stringify(body),
  header: (name) => (name === SECRET_HEADER ? secret : null),
});

test("a stream's start and end are told in our words, in the order of their times", async () => {
  const { parseEvents } = createEvents(SECRET, Date.now);
  const [end] = await parseEvents(request(event({ id: "b", time: "2026-11-28T13:00:00Z" }, "Stream End")));
  const [start] = await parseEvents(request(event()));
  expect(start?.change).toMatchObject({ type: "stream-changed", streamId: "stream-0001", broadcast: "live" });
  expect(end?.change).toMatchObject({ type: "stream-ended", reason: "publisher-lost" });
  expect((end?.order.sequence ?? 0) - (start?.order.sequence ?? 0)).toBe(3_600_000);
});

test.each([[null], [""], ["another-secret-of-the-destination"], [`${SECRET} `]])(
  "with %j as secret it is refused",
  async (secret) => {
    const { parseEvents } = createEvents(SECRET, Date.now);
    await expect(parseEvents(request(event(), secret))).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await parseEvents(request(event()))).toHaveLength(1);
  },
);

test("each is taken once", async () => {
  const { parseEvents } = createEvents(SECRET, Date.now);
  await parseEvents(request(event()));
  await expect(parseEvents(request(event()))).rejects.toMatchObject({ code: "unauthenticated" });
});

test("what is no event of the service is bad input, and what does not concern us is nothing", async () => {
  const { parseEvents } = createEvents(SECRET, Date.now);
  for (const body of ["<html>", {}, event({ source: "aws.s3" }), "x".repeat(70_000)])
    await expect(parseEvents(request(body))).rejects.toMatchObject({ name: "ProviderError" });
  expect(await parseEvents(request(event({ id: "c" }, "Session Created")))).toEqual([]);
});
