import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import {
  type LiveEvent,
  notification,
  type SentWebhook,
  videoWebhook,
} from "../../../emulators/cloudflare/webhooks";
import type { WebhookRequest } from "../contract";
import { createEventParser } from "./events";
import { CloudflareOptions } from "./index";

const SIGNING_KEY = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();
const SECRET = "notification-secret-0001";
const VIDEO_SECRET = "video-webhook-secret-0001";
const NOW = Date.parse("2026-11-28T12:00:00Z");
const video = {
  uid: "a".repeat(32),
  liveInput: "input-1",
  created: new Date(NOW - 60_000).toISOString(),
  state: "ready",
  duration: 60,
  size: 5,
  requireSignedURLs: false,
  minutesViewed: 0,
} as const;

function parser(
  given: {
    secrets?: boolean;
    isLive?: boolean;
    now?: number;
    names?: (id: string) => Promise<string | null>;
  } = {},
) {
  const options = CloudflareOptions.parse({
    CLOUDFLARE_ACCOUNT_ID: "0".repeat(32),
    CLOUDFLARE_API_TOKEN: "token-token-token-token",
    CLOUDFLARE_CUSTOMER_CODE: "abcd1234",
    CLOUDFLARE_SIGNING_KEY_ID: "key-1",
    CLOUDFLARE_SIGNING_KEY: SIGNING_KEY,
    ...(given.secrets === false
      ? {}
      : { CLOUDFLARE_NOTIFICATION_SECRET: SECRET, CLOUDFLARE_VIDEO_WEBHOOK_SECRET: VIDEO_SECRET }),
  });
  const isLive = given.isLive ?? false;
  return createEventParser({
    options,
    plane: { look: async () => ({ exists: true, isLive, videoId: null }), viewers: async () => null },
    now: () => given.now ?? NOW,
    streamOf: given.names ?? (async (id) => (id === "input-1" ? "stream-0001" : null)),
  });
}

const received = ({ body, headers }: SentWebhook): WebhookRequest => ({
  method: "POST",
  path: "/api/webhooks/x",
  body,
  header: (name) => headers[name.toLowerCase()] ?? null,
});
const live = (event: Partial<LiveEvent> = {}, at = NOW, secret = SECRET) =>
  received(notification({ inputId: "input-1", type: "connected", ...event }, secret, at));
const refused = { code: "unauthenticated" };

test("connected is live only once it can be played", async () => {
  const [connecting] = await parser()(live());
  expect(connecting?.change).toMatchObject({
    type: "stream-changed",
    streamId: "stream-0001",
    broadcast: "connecting",
    status: { ingest: "active" },
  });
  const [playable] = await parser({ isLive: true })(live());
  expect(playable?.change).toMatchObject({ broadcast: "live", liveSince: NOW });
});

test("a lost encoder may come back for as long as the input waits", async () => {
  const [lost] = await parser()(live({ type: "disconnected" }));
  expect(lost?.change).toMatchObject({ broadcast: "reconnecting", reconnectUntil: NOW + 30_000 });
});

test.each([
  ["ERR_GOP_OUT_OF_RANGE", { issues: [{ code: "key-frame-interval-long" }] }],
  ["ERR_UNSUPPORTED_VIDEO_CODEC", { issues: [{ code: "video-codec-unsupported" }] }],
  ["ERR_UNSUPPORTED_AUDIO_CODEC", { issues: [{ code: "audio-codec-unsupported" }] }],
  ["ERR_STORAGE_QUOTA_EXHAUSTED", { notices: [{ code: "storage-exhausted" }] }],
  ["ERR_OF_TOMORROW", { issues: [], notices: [] }],
])("%s is told in our words", async (error, status) => {
  const [event] = await parser()(live({ type: "errored", error }));
  expect(event?.change).toMatchObject({ status: { ingest: "error", ...status } });
});

test("events bear their own time, so that late ones are without effect, and one id each", async () => {
  const parse = parser();
  const [first] = await parse(live({}, NOW - 2_000));
  const [second] = await parse(live({ type: "disconnected" }, NOW - 1_000));
  expect(first?.order.sequence).toBeLessThan(second?.order.sequence ?? 0);
  expect(first?.id).not.toBe(second?.id);
});

test("a notification that is forged, unsigned, late, early or repeated is refused", async () => {
  const parse = parser();
  await expect(parse(live({}, NOW, "another-secret-000000001"))).rejects.toMatchObject(refused);
  await expect(parse({ ...live(), header: () => null })).rejects.toMatchObject(refused);
  await expect(parse(live({}, NOW - 301_000))).rejects.toMatchObject(refused);
  await expect(parse(live({}, NOW + 301_000))).rejects.toMatchObject(refused);
  expect(await parse(live())).toHaveLength(1);
  await expect(parse(live())).rejects.toMatchObject(refused);
});

test("a video webhook is a recording; forged, changed, late or repeated it is refused", async () => {
  const parse = parser();
  const genuine = received(videoWebhook(video, VIDEO_SECRET, NOW));
  await expect(parse({ ...genuine, body: genuine.body.replace("ready", "error") })).rejects.toMatchObject(
    refused,
  );
  await expect(parse(received(videoWebhook(video, "another-secret-000000001", NOW)))).rejects.toMatchObject(
    refused,
  );
  await expect(parse(received(videoWebhook(video, VIDEO_SECRET, NOW - 301_000)))).rejects.toMatchObject(
    refused,
  );
  const [event] = await parse(genuine);
  expect(event?.change).toMatchObject({
    type: "recording-changed",
    streamId: "stream-0001",
    recording: { state: "ready", durationMs: 60_000 },
  });
  await expect(parse(genuine)).rejects.toMatchObject(refused);
});

test("without secrets nothing is believed, an empty one included", async () => {
  const parse = parser({ secrets: false });
  await expect(parse(live({}, NOW, ""))).rejects.toMatchObject(refused);
  await expect(parse(received(videoWebhook(video, "", NOW)))).rejects.toMatchObject(refused);
});

test("inputs of others are nobody's news; what could not be looked up may be delivered again", async () => {
  expect(await parser()(live({ inputId: "input-9" }))).toEqual([]);
  let fails = true;
  const parse = parser({
    names: async () => {
      if (fails) throw new Error("away");
      return "stream-0001";
    },
  });
  await expect(parse(live())).rejects.toThrow("away");
  fails = false;
  expect(await parse(live())).toHaveLength(1);
});

test("a genuine body that says nothing known is invalid", async () => {
  const request = { ...live(), body: "{}" };
  await expect(parser()(request)).rejects.toMatchObject({ code: "invalid-input" });
});
