import { beforeAll, describe, expect, it } from "vitest";
import { createLog } from "../log";
import type { MediaSink } from "../media";
import { ByteBudget } from "../packaging/byte-budget";
import { type EncodedMedia, encodeFrames } from "../testing/encode-frames";
import { hasFfmpeg } from "../testing/run-encoder";
import { permit, testPublisher } from "../testing/serve-test-streams";
import { streamSettings } from "../testing/stream-settings";
import { type Ffmpeg, findFfmpeg } from "../transcode/find-ffmpeg";
import { TranscodeCapacity } from "../transcode/transcode-capacity";
import { LiveStream } from "./live-stream";

const ENCODER = ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=30", "-c:v", "libx264", "-preset"].concat([
  ...["ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p", "-g", "30"],
]);
const LADDER = [144, 120].map((height) => ({ name: `${height}p`, height, videoKbps: 100 }));

describe.skipIf(!hasFfmpeg)("transcoding time", () => {
  let ffmpeg: Ffmpeg | null;
  let media: EncodedMedia;

  beforeAll(async () => {
    ffmpeg = await findFfmpeg(undefined);
    media = encodeFrames(ENCODER, 2);
  });

  function send(sink: MediaSink | null): void {
    for (const config of media.videos) sink?.videoConfig(config);
    for (const one of media.frames) if (one.kind === "video") sink?.video(one.frame);
  }

  it("is counted once for each quality while it is made, and goes on where it was when the publisher is back", () => {
    const settings = streamSettings({ ladder: LADDER, reconnectWindowMs: 30_000 });
    const usage = { ingestMs: 0, bytesIn: 0, bytesOut: 0, viewerMs: 0, transcodeMs: 0, turnBytes: null };
    const stream = new LiveStream(permit.streamId, { ...permit, settings }, usage, {
      ...{ now: Date.now, budget: new ByteBudget(1e9), maxStreamBytes: 1e8 },
      ...{ report: () => {}, viewersOf: () => 0 },
      transcoding: {
        ...{ ffmpeg, capacity: new TranscodeCapacity(2), idleCores: () => null },
        log: createLog("silent"),
      },
    });
    const told = () => stream.snapshot().usage;
    const sink = stream.publish({ ...permit, settings }, testPublisher());
    stream.passTime(1_000);
    expect(told()).toMatchObject({ ingestMs: 1_000, transcodeMs: 0 });
    send(sink);
    stream.passTime(1_000);
    expect(told()).toMatchObject({ ingestMs: 2_000, transcodeMs: 2_000 });
    sink?.close("timed-out");
    stream.passTime(5_000);
    expect(told()).toMatchObject({ ingestMs: 2_000, transcodeMs: 2_000 });
    send(stream.publish({ ...permit, settings }, testPublisher()));
    stream.passTime(1_000);
    expect(told()).toMatchObject({ ingestMs: 3_000, transcodeMs: 4_000 });
    stream.dispose();
  });
});
