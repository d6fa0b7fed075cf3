import { expect, it } from "vitest";
import { keyCommand } from "./key-command";

const press = (key: string, modifiers = {}) =>
  keyCommand({ key, ctrlKey: false, metaKey: false, altKey: false, ...modifiers });

it.each([
  [" ", { do: "toggle-play" }],
  ["K", { do: "toggle-play" }],
  ["m", { do: "toggle-mute" }],
  ["f", { do: "toggle-fullscreen" }],
  ["c", { do: "toggle-captions" }],
  ["i", { do: "toggle-pip" }],
  ["p", { do: "toggle-pip" }],
  ["ArrowLeft", { do: "seek-by", seconds: -5 }],
  ["ArrowRight", { do: "seek-by", seconds: 5 }],
  ["j", { do: "seek-by", seconds: -10 }],
  ["l", { do: "seek-by", seconds: 10 }],
  ["ArrowUp", { do: "volume-by", amount: 0.05 }],
  ["ArrowDown", { do: "volume-by", amount: -0.05 }],
  ["End", { do: "go-live" }],
  ["3", { do: "seek-fraction", fraction: 0.3 }],
])("%s does what viewers expect", (key, command) => {
  expect(press(key)).toEqual(command);
});

it("leaves the browser's own shortcuts alone", () => {
  expect(press("f", { ctrlKey: true })).toBeNull();
  expect(press("l", { metaKey: true })).toBeNull();
  expect(press("Tab")).toBeNull();
});
