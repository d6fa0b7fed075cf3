import { expect, test } from "vitest";
import type { SessionState } from "../session/session-state";
import { stageState } from "./stage-state";

const sending: SessionState = { phase: "live", since: 0, drops: 0 };
const stream = (broadcast: "ready" | "connecting" | "live" | "preview", isPreview = false) => ({
  broadcast,
  isPreview,
});

test("the red light comes from the server, not from this tab", () => {
  expect(stageState(sending, stream("ready"), false)).toBe("connecting");
  expect(stageState(sending, stream("connecting"), false)).toBe("connecting");
  expect(stageState(sending, stream("live"), false)).toBe("live");
  expect(stageState({ phase: "off", trouble: null, drops: 0 }, stream("live"), false)).toBe("off");
});

test("a preview is never called live, a pause still is", () => {
  expect(stageState(sending, stream("preview", true), false)).toBe("preview");
  expect(stageState(sending, stream("live"), true)).toBe("live-paused");
});
