import { eq } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { PlaybackGate } from "../../media-server/access/playback-gate";
import type { Actor } from "../auth/actor";
import { db } from "../db/client";
import { auditLog, playbackGrants, streams } from "../db/schema";
import { announcementsDone } from "../streams/announce-stream";
import { settingsApplied } from "../streams/apply-settings";
import { createStream } from "../streams/create-stream";
import { getApiStream } from "../streams/get-api-stream";
import { getWatchByHandle, getWatchByStream } from "../streams/get-watch";
import { listLiveStreams } from "../streams/list-live";
import { resumeSettings } from "../streams/resume-settings";
import { settingsOf } from "../streams/settings-of";
import { findStreamRow } from "../streams/stream-query";
import { makeActor } from "../testing/accounts";
import { TEST_SECRET } from "../testing/app-environment";
import { useBackend } from "../testing/backend";
import { sendEvent as send } from "../testing/call-webhooks";
import { mediaRun, snapshot } from "../testing/media-events";
import { tokenOfUrl } from "../wire/playback-url";
import { createLink } from "./create-link";
import { getViewerPlayback } from "./get-viewer-playback";
import { inviteAccount } from "./invite-account";
import { listGrants } from "./list-grants";
import { redeemInvitation } from "./redeem-invitation";
import { revokeGrant, turnEverybodyOut } from "./revoke-grant";
import { setVisibility } from "./set-visibility";
import { NOBODY, type Viewer } from "./viewer";

const backend = useBackend();
let creator: Actor;
let guest: Actor;
let streamId: string;
const TITLE = "Only for the family";
const browser: Viewer = { ...NOBODY, browserId: "b".repeat(22) };
const as = (actor: Actor): Viewer => ({ ...NOBODY, actor });
const withLink = (url: string): Viewer => ({ ...browser, invitation: url.split("invite=")[1] ?? "" });
const playback = (viewer: Viewer, isLasting = false) =>
  getViewerPlayback(streamId, viewer, { address: "203.0.113.1", isLasting });
const tokenFor = async (viewer: Viewer) => tokenOfUrl((await playback(viewer)).playback[0]?.url ?? "");
/** As the media server would decide, with the settings it would be told now. */
async function verdict(token: string | null) {
  const row = (await findStreamRow(streamId))?.row;
  if (!row) throw new Error("no stream");
  const { access } = await settingsOf(row);
  return new PlaybackGate(TEST_SECRET, Date.now).refusal({ id: streamId, access }, token);
}

beforeEach(async () => {
  creator = await makeActor("creator", "Nadège Pierre");
  guest = await makeActor("viewer", "Guest");
  streamId = (await createStream(creator, { title: TITLE, visibility: "private" })).id;
  await send(mediaRun(100)({ type: "stream.live", stream: snapshot(streamId) }));
  await announcementsDone();
});

test("a private stream plays for its owner, the invited account and whoever has a link, and for nobody else", async () => {
  const stranger = await makeActor("creator", "Somebody Else");
  for (const viewer of [NOBODY, browser, as(guest), as(stranger)])
    await expect(playback(viewer)).rejects.toMatchObject({ code: "not-invited" });
  expect(await verdict(null)).toBe("token-missing");
  await inviteAccount(creator, streamId, { account: guest.email.toUpperCase() });
  const { url } = await createLink(creator, streamId, { label: "Press" });
  for (const viewer of [as(creator), as(guest), withLink(url)])
    expect(await verdict(await tokenFor(viewer))).toBeNull();
  await expect(playback(withLink(`${url}x`))).rejects.toMatchObject({ code: "not-invited" });
});

test("an admin may watch in a session, and not by an API token", async () => {
  const admin = await makeActor("admin");
  expect(await verdict(await tokenFor(as(admin)))).toBeNull();
  await expect(playback(as({ ...admin, kind: "api-token" }))).rejects.toMatchObject({ code: "not-invited" });
});

test("a handle invites too, with or without its @; nobody is invited who isn't there", async () => {
  const other = await makeActor("creator", "Other");
  const handle = other.channel?.handle ?? "";
  expect((await inviteAccount(creator, streamId, { account: `@${handle}` })).handle).toBe(handle);
  expect(await verdict(await tokenFor(as(other)))).toBeNull();
  await expect(inviteAccount(creator, streamId, { account: "no-such-handle" })).rejects.toMatchObject({
    code: "no-account",
  });
});

test("taking one invitation back turns its viewers out, at the media server too, and nobody else", async () => {
  const grant = await inviteAccount(creator, streamId, { account: guest.email });
  const link = await createLink(creator, streamId, {});
  const [guestToken, linkToken] = [await tokenFor(as(guest)), await tokenFor(withLink(link.url))];
  backend.media.calls.length = 0;
  expect(await revokeGrant(creator, streamId, grant.id)).toBe("done");
  expect(backend.media.calls).toMatchObject([
    {
      method: "PUT",
      path: `/control/v1/streams/${streamId}/settings`,
      body: { access: { revoked: [grant.id] } },
    },
  ]);
  expect(await verdict(guestToken)).toBe("token-revoked");
  expect(await verdict(linkToken)).toBeNull();
  await expect(playback(as(guest))).rejects.toMatchObject({ code: "not-invited" });
  await inviteAccount(creator, streamId, { account: guest.email });
  expect(await verdict(await tokenFor(as(guest)))).toBeNull();
});

test("turning everybody out makes all tokens void and takes all invitations back", async () => {
  const link = await createLink(creator, streamId, {});
  const tokens = [await tokenFor(withLink(link.url)), await tokenFor(as(creator))];
  await turnEverybodyOut(creator, streamId);
  for (const token of tokens) expect(await verdict(token)).toBe("token-revoked");
  await expect(playback(withLink(link.url))).rejects.toMatchObject({ code: "invitation-over" });
  expect(await listGrants(creator, streamId)).toEqual([]);
  expect(await verdict(await tokenFor(as(creator)))).toBeNull();
});

test("what was recorded hears of it after the stream has ended", async () => {
  const link = await createLink(creator, streamId, {});
  const run = mediaRun(200);
  const usage = { ingestMs: 1, bytesIn: 1, bytesOut: 1, viewerMs: 1, transcodeMs: 1, turnBytes: null };
  await send(run({ type: "stream.ended", streamId, reason: "publisher-lost", usage }));
  const facts = {
    recordingId: streamId,
    state: "ready",
    fault: null,
    startedAt: 1,
    durationMs: 9_000,
  } as const;
  const recording = { ...facts, bytes: 1000, storage: "disk", hasStoryboard: true } as const;
  await send(run({ type: "recording.changed", recording }));
  const { playback: replay, posterUrl } = await playback(withLink(link.url));
  expect(await verdict(tokenOfUrl(replay[0]?.url ?? ""))).toBeNull();
  expect(tokenOfUrl(posterUrl ?? "")).not.toBeNull();
  backend.media.calls.length = 0;
  await revokeGrant(creator, streamId, link.grant.id);
  expect(backend.media.calls.filter(({ method }) => method === "PUT")).toMatchObject([
    { method: "PUT", path: `/control/v1/recordings/${streamId}/access`, body: { revoked: [link.grant.id] } },
  ]);
});

test("a media server that does not answer is told again", async () => {
  const { grant } = await createLink(creator, streamId, {});
  backend.media.answerWith(500);
  expect(await revokeGrant(creator, streamId, grant.id)).toBe("pending");
  backend.media.answerWith(null);
  backend.media.calls.length = 0;
  await settingsApplied();
  expect(JSON.stringify(backend.media.calls)).toContain(grant.id);
});

test("what the media server missed while both were away is told at the next start, for two days", async () => {
  await setVisibility(creator, streamId, "unlisted");
  // As after a crash: nobody remembers that it was still to be told.
  await Promise.all([settingsApplied(), announcementsDone()]);
  backend.media.calls.length = 0;
  await resumeSettings(Date.now());
  expect(backend.media.calls).toMatchObject([
    { method: "PUT", path: `/control/v1/streams/${streamId}/settings`, body: { access: { epoch: 2 } } },
  ]);
  backend.media.calls.length = 0;
  await resumeSettings(Date.now() + 3 * 86_400_000);
  expect(backend.media.calls).toEqual([]);
});

test("an expired link says that it is over, and its token never outlives it", async () => {
  const { url, grant } = await createLink(creator, streamId, { expiresInSeconds: 300 });
  const token = await tokenFor(withLink(url));
  expect(await verdict(token)).toBeNull();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 301_000 });
  try {
    expect(await verdict(token)).toBe("token-expired");
    await expect(playback(withLink(url))).rejects.toMatchObject({ code: "invitation-over" });
    const secret = url.split("invite=")[1] ?? "";
    expect((await redeemInvitation(streamId, secret, "203.0.113.7")).state).toBe("over");
    expect((await listGrants(creator, streamId)).map(({ id }) => id)).not.toContain(grant.id);
  } finally {
    vi.useRealTimers();
  }
});

test("strangers learn nothing of a private stream: not its title, not its addresses, not that it is there", async () => {
  const stranger = await makeActor("creator", "Somebody Else");
  const told = backend.media.calls.filter((call) => call.path.endsWith("/announcements"));
  const seen = JSON.stringify([
    told,
    await getWatchByStream(streamId, NOBODY),
    await getWatchByStream(streamId, as(stranger)),
    await getWatchByHandle(creator.channel?.handle ?? ""),
    await listLiveStreams(),
  ]);
  expect(told.length).toBeGreaterThan(0);
  expect(seen).not.toContain(TITLE);
  expect(seen).not.toContain("/live/");
  expect(JSON.stringify(await getWatchByStream(streamId, NOBODY))).toBe('{"refused":"not-invited"}');
  await expect(getApiStream(stranger, streamId)).rejects.toMatchObject({ code: "not-found" });
  expect(await getApiStream(guest, streamId).catch((error) => error.code)).toBe("not-found");
  expect((await getApiStream(creator, streamId)).playback[0]?.url).toContain("/~1.");
});

test("an unlisted stream plays for whoever has its address, with a token of their own", async () => {
  await setVisibility(creator, streamId, "unlisted");
  await announcementsDone();
  expect(await verdict(null)).toBe("token-missing");
  const [mine, other] = [await tokenFor(browser), await tokenFor({ ...NOBODY, browserId: "c".repeat(22) })];
  expect(await verdict(mine)).toBeNull();
  expect(mine).not.toBe(other);
  expect(await tokenFor(browser)).toBe(mine);
  expect(JSON.stringify(backend.media.calls.at(-1)?.body)).not.toContain("/live/");
});

test("a change of visibility holds at once, on air: tokens of before are void, and the channel hears of it", async () => {
  await setVisibility(creator, streamId, "public");
  await announcementsDone();
  const channelId = creator.channel?.id ?? "";
  expect(await verdict(null)).toBeNull();
  expect((await getWatchByHandle(creator.channel?.handle ?? ""))?.current?.title).toBe(TITLE);
  await setVisibility(creator, streamId, "unlisted");
  const unlisted = await tokenFor(browser);
  backend.media.calls.length = 0;
  await setVisibility(creator, streamId, "public");
  await setVisibility(creator, streamId, "private");
  await announcementsDone();
  expect(await verdict(unlisted)).toBe("token-revoked");
  const last = backend.media.calls.filter(({ body }) => JSON.stringify(body).includes(channelId)).at(-1);
  expect(last?.body).toMatchObject({ announcement: { title: "", playback: [], broadcast: "idle" } });
  expect((await getWatchByHandle(creator.channel?.handle ?? ""))?.current).toBeNull();
});

test("a preview is for its creator alone, and to everybody else the stream has not begun", async () => {
  await setVisibility(creator, streamId, "public");
  await (await db()).update(streams).set({ isPreview: true }).where(eq(streams.id, streamId));
  expect(await verdict(await tokenFor(as(creator)))).toBeNull();
  await expect(playback(as(guest))).rejects.toMatchObject({ code: "not-invited" });
  expect(await getWatchByStream(streamId, NOBODY)).toMatchObject({
    current: { broadcast: "ready", playback: [], title: "" },
  });
  expect(await listLiveStreams()).toEqual([]);
  expect((await getWatchByHandle(creator.channel?.handle ?? ""))?.current).toBeNull();
});

test("only whoever manages the stream may invite, see, revoke or change it", async () => {
  const { grant } = await createLink(creator, streamId, {});
  const stranger = await makeActor("creator", "Somebody Else");
  for (const attempt of [
    () => createLink(stranger, streamId, {}),
    () => inviteAccount(stranger, streamId, { account: guest.email }),
    () => listGrants(stranger, streamId),
    () => revokeGrant(stranger, streamId, grant.id),
    () => turnEverybodyOut(stranger, streamId),
    () => setVisibility(stranger, streamId, "public"),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: "not-found" });
  const bare: Actor = { ...creator, scopes: ["streams:read"] };
  await expect(createLink(bare, streamId, {})).rejects.toMatchObject({ code: "forbidden" });
});

test("invitations are bounded, audited, and no secret of theirs is kept", async () => {
  const { url, grant } = await createLink(creator, streamId, { label: "Press" });
  const secret = url.split("invite=")[1] ?? "";
  expect(secret).toMatch(/^[A-Za-z0-9]{32}$/);
  await revokeGrant(creator, streamId, grant.id);
  const log = await (await db()).select().from(auditLog);
  expect(log.map(({ action }) => action)).toEqual(
    expect.arrayContaining(["playback-grant.created", "playback-grant.revoked"]),
  );
  const kept = JSON.stringify([log, await backend.database.query("select * from playback_grants")]);
  expect(kept).not.toContain(secret);
  const many = Array.from({ length: 500 }, (_, index) => ({
    id: `grant-${index}-xxxx`,
    streamId,
    kind: "link" as const,
    tokenHash: `hash-${index}`,
  }));
  await (await db()).insert(playbackGrants).values(many);
  await expect(createLink(creator, streamId, {})).rejects.toMatchObject({ code: "too-many-grants" });
});

test("guesses are counted, and never keep a right link out", async () => {
  const { url } = await createLink(creator, streamId, {});
  const secret = url.split("invite=")[1] ?? "";
  for (let index = 0; index < 40; index++)
    expect((await redeemInvitation(streamId, "x".repeat(32), "203.0.113.9")).state).toBe("wrong");
  expect(await redeemInvitation(streamId, secret, "203.0.113.9")).toMatchObject({ state: "good" });
  expect((await listGrants(creator, streamId))[0]?.lastUsedAt).not.toBeNull();
});

test("tokens are not minted without end", async () => {
  const attempts = Array.from({ length: 61 }, () =>
    playback(as(creator)).then(
      () => "ok",
      (error) => error.code,
    ),
  );
  expect(await Promise.all(attempts)).toContain("rate-limited");
});
