import { expect, it } from "vitest";
import type { PublishVerdict } from "../../lib/wire/publish";
import { streamSettings } from "../testing/stream-settings";
import { CutOffs } from "./cut-offs";

const allowed: PublishVerdict = {
  allowed: true,
  streamId: "stream-0001",
  settings: streamSettings(),
};
const refused: PublishVerdict = { allowed: false, reason: "revoked-key" };

it("asks again when the stream was cut off while the answer was on its way", async () => {
  const cutOffs = new CutOffs();
  const answers = [allowed, refused];
  const verdict = await cutOffs.fresh(async () => {
    cutOffs.note("stream-0001");
    return answers.shift() ?? refused;
  });
  expect(verdict).toEqual(refused);
});

it("takes the first answer when nothing, or only another stream, was cut off meanwhile", async () => {
  const cutOffs = new CutOffs();
  cutOffs.note("stream-0001");
  let asked = 0;
  const verdict = await cutOffs.fresh(async () => {
    asked += 1;
    cutOffs.note("stream-0002");
    return allowed;
  });
  expect(verdict).toEqual(allowed);
  expect(asked).toBe(1);
});
