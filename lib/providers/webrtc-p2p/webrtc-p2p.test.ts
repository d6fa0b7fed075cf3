import { expect, test } from "vitest";
import { mediaServerHarness } from "../../testing/media-server-harness";
import { PlaybackSource } from "../../wire/playback";
import { describeProvider } from "../conformance";
import { webrtcP2p } from "./index";

const SECRET = "conformance-secret-of-more-than-32-characters";

describeProvider(webrtcP2p, mediaServerHarness(SECRET));

const create = (environment: Record<string, string> = {}) =>
  webrtcP2p.create(
    webrtcP2p.options.parse({
      MEDIA_SECRET: SECRET,
      MEDIA_PUBLIC_URL: "https://m.example.org",
      ...environment,
    }),
    { fetch, now: Date.now, log: () => {} },
  );
const ref = { provider: webrtcP2p.id, id: "stream-aaaa" };

test("the room's address is a secure WebSocket and holds no key", async () => {
  const { ingest } = await (await create()).createChannel({
    streamId: "stream-aaaa",
    title: "Konpa",
    visibility: "public",
  });
  expect(ingest).toMatchObject([{ kind: "p2p", url: "wss://m.example.org/room" }]);
  const [source] = await (await create()).issuePlayback(ref);
  expect(PlaybackSource.parse(source)).toEqual({
    kind: "p2p",
    url: "wss://m.example.org/live/stream-aaaa/room",
    hasRelay: false,
  });
});

test("viewers may hide behind a relay only where one is set, with its secret", async () => {
  const hasRelay = async (environment: Record<string, string>) => {
    const [source] = await (await create(environment)).issuePlayback(ref);
    return source?.kind === "p2p" && source.hasRelay;
  };
  const MEDIA_ICE_SERVERS = "stun:a.example.org:3478,turn:a.example.org:3478";
  expect(await hasRelay({ MEDIA_ICE_SERVERS, MEDIA_TURN_SECRET: "0123456789abcdef" })).toBe(true);
  expect(await hasRelay({ MEDIA_ICE_SERVERS })).toBe(false);
  expect(await hasRelay({ MEDIA_ICE_SERVERS: "stun:a:3478", MEDIA_TURN_SECRET: "0123456789abcdef" })).toBe(
    false,
  );
});

test("no viewers at all switches it off", () => {
  expect(webrtcP2p.options.safeParse({ MEDIA_SECRET: SECRET, P2P_MAX_VIEWERS: "0" }).success).toBe(false);
  expect(webrtcP2p.options.safeParse({ MEDIA_SECRET: SECRET, P2P_MAX_VIEWERS: "51" }).success).toBe(false);
});
