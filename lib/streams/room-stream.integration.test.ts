import { beforeEach, expect, test } from "vitest";
import { getViewerPlayback } from "../access/get-viewer-playback";
import type { Actor } from "../auth/actor";
import { findProvider, listProviders } from "../providers/registry";
import { makeActor } from "../testing/accounts";
import { useBackend } from "../testing/backend";
import { askToPublish, sendEvent } from "../testing/call-webhooks";
import { mediaRun, snapshot } from "../testing/media-events";
import { tokenOfUrl } from "../wire/playback-url";
import { announcementsDone } from "./announce-stream";
import { createStream } from "./create-stream";
import { endStream } from "./end-stream";
import { getIngest } from "./get-ingest";
import { getStream } from "./get-stream";
import { getWatchByHandle } from "./get-watch";
import { listLiveStreams } from "./list-live";

const ROOMS = listProviders().find(({ capabilities }) => capabilities.playback.includes("p2p"))?.id ?? "";
const backend = useBackend();
const stranger = { actor: null, browserId: "browser-0001", invitation: null };
let creator: Actor;
let streamId: string;

beforeEach(async () => {
  creator = await makeActor("creator", "Nadège Pierre");
  streamId = (await createStream(creator, { title: "A few of us", provider: ROOMS })).id;
});

const goLive = (viewers = 3) =>
  sendEvent(
    mediaRun(1)({
      type: "stream.live",
      stream: snapshot(streamId, { protocol: "p2p", facts: null, viewers }),
    }),
    ROOMS,
  );

test("a creator's wish decides, and the receipt says so and what is lost by it", async () => {
  const { decision, provider, isRecorded } = await getStream(creator, streamId);
  expect(provider.id).toBe(ROOMS);
  expect(decision.because).toEqual([{ type: "creator-chose" }]);
  expect(decision.warnings.map(({ feature }) => feature)).toEqual(
    expect.arrayContaining(["dvr", "addresses"]),
  );
  expect(isRecorded).toBe(findProvider(ROOMS)?.capabilities.recording);
});

test("a wish for what does not exist is refused", async () => {
  const wish = createStream(creator, { title: "Nowhere", provider: "nobody" });
  await expect(wish).rejects.toThrow();
});

test("the key opens the room, for whoever speaks its protocol, as long as the stream may go on", async () => {
  const [target] = await getIngest(creator, streamId);
  expect(target).toMatchObject({ kind: "p2p", url: "ws://media.test/room" });
  const ask = (protocol: "p2p" | "rtmp", provider = ROOMS) =>
    askToPublish(target?.streamKey ?? "", "10.0.0.1", protocol, provider);
  expect(await ask("p2p")).toMatchObject({
    allowed: true,
    streamId,
    settings: { access: { kind: "token" } },
  });
  expect(await ask("rtmp")).toMatchObject({ allowed: false });
  await endStream(creator, streamId);
  expect(await ask("p2p")).toEqual({ allowed: false, reason: "stream-ended" });
});

test("a public room is shown to everybody, and each viewer gets a token of their own without an account", async () => {
  expect(await goLive()).toBe(204);
  await announcementsDone();
  expect(await getStream(creator, streamId)).toMatchObject({
    broadcast: "live",
    viewers: 3,
    protocol: "p2p",
  });
  expect(await listLiveStreams()).toHaveLength(1);
  const told = backend.media.calls.filter(({ path }) => path.endsWith("/announcements")).at(-1)?.body;
  expect(told).toMatchObject({
    topics: expect.arrayContaining([streamId, creator.channel?.id]),
    announcement: { title: "A few of us", broadcast: "live", playback: [], needsToken: true },
  });
  const watch = await getWatchByHandle(creator.channel?.handle ?? "");
  expect(watch?.current).toMatchObject({ title: "A few of us", needsToken: true, playback: [] });

  const ask = (browserId: string) =>
    getViewerPlayback(streamId, { ...stranger, browserId }, { address: "10.0.0.2" });
  const [mine] = (await ask("browser-0001")).playback;
  expect(mine).toMatchObject({ kind: "p2p", hasRelay: false });
  const token = tokenOfUrl(mine?.url ?? "");
  expect(token).not.toBeNull();
  expect((await ask("browser-0002")).playback[0]?.url).not.toContain(token);
});

test("tokens are minted for nobody without end", async () => {
  await goLive();
  const ask = () => getViewerPlayback(streamId, stranger, { address: "10.0.0.3" });
  const outcomes = await Promise.allSettled(Array.from({ length: 80 }, ask));
  const refused = outcomes.filter((one) => one.status === "rejected" && one.reason.code === "rate-limited");
  expect(refused.length).toBeGreaterThanOrEqual(15);
});
