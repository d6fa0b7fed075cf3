import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { signPlaybackToken } from "../../lib/wire/playback-token";
import type { RecordingFacts } from "../../lib/wire/recording";
import { signRequest } from "../../lib/wire/signed-request";
import type { StreamSettings } from "../../lib/wire/stream-settings";
import { readConfig } from "../config";
import { createLog } from "../log";
import { type MediaServer, startMediaServer } from "../start-media-server";
import { type FakeApp, startFakeApp } from "./fake-app";
import { type Encoder, encoderSettings, runEncoder } from "./run-encoder";
import { streamSettings } from "./stream-settings";

export const MEDIA_SECRET = "a-secret-of-at-least-32-characters";
const KEY = "key-of-a-creator-0001";
export const streamId = "stream-0001";
export const patient = { timeout: 30_000, interval: 50 };

/** An app, a folder and encoders for one test of recordings. */
export class RecordingBench {
  private readonly encoders: Encoder[] = [];
  private readonly servers: MediaServer[] = [];

  private constructor(
    readonly dataDir: string,
    readonly app: FakeApp,
  ) {}

  static async open(change: Partial<StreamSettings> = {}): Promise<RecordingBench> {
    const settings = streamSettings({ record: true, reconnectWindowMs: 60_000, ...change });
    const app = await startFakeApp(MEDIA_SECRET, () => ({ allowed: true, streamId, settings }));
    return new RecordingBench(await mkdtemp(join(tmpdir(), "recording-")), app);
  }

  environment(more: Record<string, string> = {}): Record<string, string> {
    return {
      RTMP_PORT: "0",
      MEDIA_HTTP_PORT: "0",
      MEDIA_CONTROL_PORT: "0",
      MEDIA_UDP_PORT: "0",
      MEDIA_SECRET,
      APP_INTERNAL_URL: this.app.url,
      DATA_DIR: this.dataDir,
      RECORDING_MIN_FREE_MB: "1",
      ...more,
    };
  }

  async serve(more: Record<string, string> = {}): Promise<MediaServer> {
    const server = await startMediaServer(readConfig(this.environment(more)), createLog("silent"));
    this.servers.push(server);
    return server;
  }

  encode(rtmpPort: number, words: readonly string[] = encoderSettings.lowDelay): Encoder {
    const encoder = runEncoder(words, `rtmp://127.0.0.1:${rtmpPort}/live/${KEY}`);
    this.encoders.push(encoder);
    return encoder;
  }

  async stopEncoders(): Promise<void> {
    for (const encoder of this.encoders.splice(0)) await encoder.kill();
  }

  /** What the app heard last. */
  told(): RecordingFacts | undefined {
    return this.app.events
      .flatMap((event) => (event.type === "recording.changed" ? [event.recording] : []))
      .at(-1);
  }

  async control(
    server: MediaServer,
    call: { method: string; path: string; body?: string },
  ): Promise<Response> {
    const { method, path, body = "" } = call;
    const headers = await signRequest(MEDIA_SECRET, { method, path, body }, Date.now());
    const init = method === "GET" ? {} : { body };
    return fetch(`http://127.0.0.1:${server.ports.control}${path}`, { method, headers, ...init });
  }

  /** Ends the stream and waits until its recording is ready. */
  async end(server: MediaServer): Promise<RecordingFacts> {
    const path = `/control/v1/streams/${streamId}/end`;
    await this.control(server, {
      method: "POST",
      path,
      body: JSON.stringify({ reason: "ended-by-creator" }),
    });
    return vi.waitFor(() => {
      const facts = this.told();
      if (facts?.state !== "ready") throw new Error("The recording isn't ready yet.");
      return facts;
    }, patient);
  }

  async close(): Promise<void> {
    await this.stopEncoders();
    for (const server of this.servers.splice(0)) await server.close(1_000);
    await this.app.close();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

export function downloadToken(): Promise<string> {
  return signPlaybackToken(MEDIA_SECRET, {
    streamId,
    viewer: "viewer-0001",
    grant: null,
    scope: "download",
    epoch: 1,
    issuedAt: Date.now(),
    expiresAt: Date.now() + 600_000,
  });
}

export function replayOf(ports: { readonly http: number }): string {
  return `http://127.0.0.1:${ports.http}/replays/${streamId}`;
}

/** What is in a replay's playlist, in seconds; 0 while there is none. */
export async function playlistSeconds(base: string): Promise<number> {
  const answer = await fetch(`${base}/source/media.m3u8`);
  if (!answer.ok) return 0;
  const lengths = [...(await answer.text()).matchAll(/#EXTINF:([\d.]+)/g)];
  return lengths.reduce((sum, [, length]) => sum + Number(length), 0);
}
