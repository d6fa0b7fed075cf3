import { expect, it } from "vitest";
import type { Announcement } from "@/lib/wire/control";
import { watchPhase } from "./watch-phase";

const announced = (broadcast: Announcement["broadcast"], isPlayable = true): Announcement => ({
  streamId: "stream-0001",
  title: "Friday kompa night",
  broadcast,
  startedAt: null,
  playback: isPlayable ? [{ kind: "hls", url: "http://media/live/index.m3u8", lowLatency: true }] : [],
});

it.each([
  ["live", true, "player"],
  ["reconnecting", true, "player"],
  ["live", false, "waiting"],
  ["connecting", false, "waiting"],
  ["ready", false, "waiting"],
  ["idle", false, "offline"],
  ["blocked", false, "blocked"],
] as const)("%s, playable %s → %s", (broadcast, isPlayable, phase) => {
  expect(watchPhase(announced(broadcast, isPlayable), false, false)).toBe(phase);
});

it("tells the end as news only to those it is news for", () => {
  expect(watchPhase(announced("ended"), true, true)).toBe("ended");
  expect(watchPhase(announced("ended"), false, false)).toBe("offline");
  expect(watchPhase(announced("processing"), true, true)).toBe("processing");
  expect(watchPhase(announced("processing"), false, false)).toBe("offline");
  expect(watchPhase(null, false, false)).toBe("offline");
});

it("a stream's own page turns into its replay; a channel's page only says that it is over", () => {
  expect(watchPhase(announced("replay-ready"), true, true)).toBe("replay");
  expect(watchPhase(announced("replay-ready", false), true, true)).toBe("ended");
  expect(watchPhase(announced("replay-ready"), true, false)).toBe("ended");
  expect(watchPhase(announced("replay-ready"), false, false)).toBe("offline");
});
