import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { hasFfmpeg } from "../testing/run-encoder";
import { audioConfig } from "../testing/synthetic-media";
import { fragment } from "./fragment";
import { initSegment } from "./init-segment";
import { silentFrame } from "./silent-frame";

describe.skipIf(!hasFfmpeg)("a silent frame", () => {
  it.each([
    { channels: 1, decoderConfig: Buffer.from("1188", "hex") },
    { channels: 2, decoderConfig: Buffer.from("1190", "hex") },
  ])("decodes to nothing but zeros with $channels channels", (more) => {
    const config = { ...audioConfig(), ...more };
    const data = silentFrame(config) ?? Buffer.alloc(0);
    const audio = Array.from({ length: 20 }, (_, index) => ({
      decodeTime: index * 1024,
      duration: 1024,
      compositionOffset: 0,
      isKeyFrame: true,
      data,
    }));
    const input = Buffer.concat([
      initSegment({ video: null, audio: config }),
      ...fragment({ sequence: 1, video: [], audio }),
    ]);
    const words = ["-v", "error", "-i", "-", "-f", "s16le", "-"];
    const sound = execFileSync("ffmpeg", words, { input, stdio: ["pipe", "pipe", "inherit"] });
    expect(sound.length).toBeGreaterThan(18 * 1024 * 2 * more.channels);
    expect(sound.every((byte) => byte === 0)).toBe(true);
  });
});
