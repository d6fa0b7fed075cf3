import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { signPlaybackToken } from "@/lib/wire/playback-token";
import { PlaybackAccess } from "./playback-access";

const ID = "stream-0001";
const LIFE_MS = 600_000;
const urlWith = (token: string | null, id = ID) =>
  `https://media.test/live/${id}/${token === null ? "" : `~${token}/`}index.m3u8`;
const sign = (issuedAt: number) =>
  signPlaybackToken("a-secret-of-at-least-32-characters-1", {
    streamId: ID,
    viewer: "viewer-0001",
    grant: null,
    scope: "watch",
    epoch: 1,
    issuedAt,
    expiresAt: issuedAt + LIFE_MS,
  });

const asked: string[] = [];
let answer: () => Response | Promise<Response>;
let first: string;
const open: PlaybackAccess[] = [];

beforeEach(async () => {
  first = await sign(1_795_000_000_000);
  // The viewer's clock is a year behind.
  vi.useFakeTimers({ now: 1_763_000_000_000 });
  asked.length = 0;
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    return answer();
  });
});
afterEach(() => {
  for (const access of open.splice(0)) access.stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function start(url = urlWith(first)) {
  const told = { refused: 0, renewed: 0 };
  const access = new PlaybackAccess(url, {
    onRefused: () => void told.refused++,
    onRenewed: () => void told.renewed++,
  });
  open.push(access);
  return { access, told };
}
const answerWith = (token: string | null) => () => Response.json({ playback: [{ url: urlWith(token) }] });

test("a token is renewed at half of its life, whatever the viewer's clock says, and again after that", async () => {
  const [second, third] = await Promise.all([sign(1_795_000_300_000), sign(1_795_000_600_000)]);
  const { access, told } = start();
  expect(access.freshUrl(urlWith(first))).toBe(urlWith(first));
  answer = answerWith(second);
  await vi.advanceTimersByTimeAsync(LIFE_MS / 2 - 1);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toEqual([`/api/playback/${ID}`]);
  expect(access.freshUrl(urlWith(first))).toBe(urlWith(second));
  answer = answerWith(third);
  await vi.advanceTimersByTimeAsync(LIFE_MS / 2);
  expect(access.freshUrl(urlWith(first))).toBe(urlWith(third));
  expect(told).toEqual({ refused: 0, renewed: 2 });
});

test("a token that came with a slow page is renewed the sooner, one that came later is not", async () => {
  answer = answerWith(await sign(1_795_000_300_000));
  vi.spyOn(performance, "now").mockReturnValue(LIFE_MS / 2 - 1_000);
  start();
  await vi.advanceTimersByTimeAsync(999);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toHaveLength(1);
  vi.mocked(performance.now).mockReturnValue(3 * LIFE_MS);
  const late = start();
  await vi.advanceTimersByTimeAsync(LIFE_MS / 2 - 1);
  expect(late.told.renewed).toBe(0);
  vi.mocked(performance.now).mockRestore();
});

test("an app that doesn't answer is asked again, and the old token kept meanwhile", async () => {
  const { access, told } = start();
  answer = () => Promise.reject(new TypeError("network"));
  await vi.advanceTimersByTimeAsync(LIFE_MS / 2 + 20_000);
  expect(asked.length).toBeGreaterThan(3);
  expect(access.freshUrl(urlWith(null))).toBe(urlWith(first));
  const second = await sign(1_795_000_300_000);
  answer = answerWith(second);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(access.freshUrl(urlWith(first))).toBe(urlWith(second));
  expect(told.refused).toBe(0);
});

test("a refusal is told once, and nobody asks any more", async () => {
  const { told } = start();
  answer = () => Response.json({ code: "not-invited" }, { status: 403 });
  await vi.advanceTimersByTimeAsync(LIFE_MS);
  expect(told.refused).toBe(1);
  expect(asked).toHaveLength(1);
});

test("an open stream is never asked for, until it wants a token", async () => {
  const { access } = start(urlWith(null));
  answer = answerWith(first);
  await vi.advanceTimersByTimeAsync(LIFE_MS);
  expect(asked).toEqual([]);
  expect(await access.renew()).toBe("renewed");
  expect(access.freshUrl(urlWith(null))).toBe(urlWith(first));
  expect(access.freshUrl(urlWith(null, "stream-0002"))).toBe(urlWith(null, "stream-0002"));
});

test("one question at a time, and a stream between live and replay keeps its token", async () => {
  const { access } = start();
  answer = () => Response.json({ playback: [] });
  expect(await Promise.all([access.renew(), access.renew()])).toEqual(["renewed", "renewed"]);
  expect(asked).toHaveLength(1);
  expect(access.freshUrl(urlWith(null))).toBe(urlWith(first));
});

test("an engine that keeps its token gets one that lasts", async () => {
  const { access } = start();
  answer = answerWith(first);
  await access.makeLasting();
  expect(asked).toEqual([`/api/playback/${ID}?lasting=1`]);
});

test("whoever stopped hears nothing more", async () => {
  const { access, told } = start();
  answer = () => Response.json({}, { status: 403 });
  const pending = access.renew();
  access.stop();
  expect(await pending).toBe("unreachable");
  await vi.advanceTimersByTimeAsync(LIFE_MS);
  expect(told).toEqual({ refused: 0, renewed: 0 });
});
