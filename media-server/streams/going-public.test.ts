import { afterEach, beforeEach, expect, it } from "vitest";
import { permit, send, serveTestStreams, type TestStreams } from "../testing/serve-test-streams";
import { streamSettings } from "../testing/stream-settings";
import { syntheticFrames } from "../testing/synthetic-media";

const base = `/live/${permit.streamId}`;
let streams: TestStreams;
beforeEach(async () => {
  streams = await serveTestStreams();
});
afterEach(() => streams.close());

const segments = async () =>
  [...(await streams.get(`${base}/source/media.m3u8`)).text.matchAll(/^(\d+\.m4s)$/gm)].map(
    ([, name]) => name ?? "",
  );
const status = async (name: string) => (await streams.get(`${base}/source/${name}`)).status;

it("nobody sees what was sent before the stream went public, not even by the segment's name", async () => {
  const open = streamSettings();
  const sink = streams.publish(syntheticFrames({ fps: 30, seconds: 9.5, gop: 60, audioRate: 48_000 }));
  streams.registry.apply(permit.streamId, { ...open, isPreview: true });
  const before = await segments();
  expect(before.length).toBeGreaterThanOrEqual(3);
  streams.registry.apply(permit.streamId, { ...open, isPreview: false });

  const after = await streams.get(`${base}/source/media.m3u8`);
  expect(after.status).toBe(200);
  for (const name of before) {
    expect(after.text).not.toContain(name);
    expect(await status(name)).toBe(404);
    expect(await status(name.replace(".m4s", ".0.m4s"))).toBe(404);
  }
  // The segment with the newest key frame is there, and the stream goes on.
  expect(after.text).toContain("#EXT-X-PART:");
  expect(after.text).toMatch(/INDEPENDENT=YES/);
  send(sink, syntheticFrames({ fps: 30, seconds: 4, gop: 60, audioRate: 48_000, fromMs: 9_500 }));
  const later = await segments();
  expect(later.length).toBeGreaterThan(0);
  expect(later.some((name) => before.includes(name))).toBe(false);
});

it("other changes of the settings take nothing away", async () => {
  streams.publish(syntheticFrames({ fps: 30, seconds: 7, gop: 60 }));
  const before = await segments();
  streams.registry.apply(permit.streamId, streamSettings({ record: true }));
  expect(await segments()).toEqual(before);
});
