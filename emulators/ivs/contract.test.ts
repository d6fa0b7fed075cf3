import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createInstance, getHttpOperationsFromSpec } from "@stoplight/prism-http";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { awsIvs } from "../../lib/providers/aws-ivs";
import type { ChannelRef } from "../../lib/providers/contract";
import type { StreamAccess } from "../../lib/wire/stream-settings";
import { findContract } from "../contracts";
import { type Exchange, type IvsEmulator, startIvsEmulator } from "./server";

const CONTRACT = findContract("ivs.openapi.json");
const wish = { streamId: "stream-0001", title: "Konpa", visibility: "private" } as const;

if (!CONTRACT) process.stdout.write("contract tests skipped: ivs.openapi.json is absent\n");

describe.skipIf(!CONTRACT)("what we send and what the emulator answers is as the vendor describes it", () => {
  let emulator: IvsEmulator;
  let judge: Awaited<ReturnType<typeof startJudge>>;

  beforeEach(async () => {
    emulator = await startIvsEmulator();
    judge = await startJudge(CONTRACT ?? "");
  });
  afterEach(async () => {
    judge.stop();
    await emulator.stop();
  });
  const connect = () => {
    const recordings = {
      AWS_IVS_RECORDING_CONFIGURATION_ARN: emulator.account.recording.arn,
      AWS_IVS_RECORDINGS_BUCKET: emulator.account.recording.bucketName,
      AWS_IVS_RECORDINGS_URL: "https://recordings.example.org",
      // Nothing is asked of the store here.
      AWS_IVS_RECORDINGS_ENDPOINT: "http://127.0.0.1:9",
    };
    const options = awsIvs.options.parse({ ...emulator.environment(), ...recordings });
    return awsIvs.create(options, { fetch, now: Date.now, log: () => {} });
  };
  const replay = ({ provider, id }: ChannelRef) => ({
    provider,
    id: `${id.split("/")[1]}_2026_11_28_5_7_rec000000001`,
  });

  test("a broadcast from beginning to end, and what goes wrong on the way", { timeout: 40_000 }, async () => {
    const provider = await connect();
    const { ref } = await provider.createChannel(wish);
    await provider.getStatus(ref);
    emulator.account.goLive(ref.id);
    await provider.getStatus(ref);
    const second = await provider.createChannel({ ...wish, streamId: "stream-0002" });
    emulator.account.goLive(second.ref.id);
    // Another process than the one that made them knows their addresses by one call for all.
    const other = await connect();
    await other.observe?.([ref, second.ref]);
    await vi.waitFor(() =>
      expect(emulator.exchanges.map(({ operation }) => operation)).toContain("BatchGetChannel"),
    );
    await provider.getUsage(ref);
    await provider.sendMetadata?.(ref, "goal");
    const closed: StreamAccess = { kind: "token", epoch: 2, revoked: ["grant-00001"] };
    await provider.issueReplay?.(replay(ref), { durationMs: 1, hasStoryboard: false });
    const access = { kind: "open" } as const;
    const settings = {
      reconnectWindowMs: 30_000,
      dvrWindowMs: 0,
      ladder: [],
      record: true,
      isPreview: false,
    };
    await expect(provider.applySettings?.(ref, { ...settings, access })).rejects.toMatchObject({
      code: "conflict",
    });
    await provider.applySettings?.(ref, { ...settings, access: closed, record: false });
    await provider.rotateKey?.(ref);
    await provider.applySettings?.(ref, { ...settings, access });
    await provider.createChannel(wish);
    await provider.stopStream?.(ref, "ended-by-creator");
    await provider.testConnection?.();
    await provider.deleteChannel(ref);
    await provider.deleteChannel(ref);
    Object.assign(emulator.account, { maxChannels: 0 });
    await expect(provider.createChannel(wish)).rejects.toMatchObject({ code: "quota-exceeded" });
    emulator.account.denied.add("ListChannels");
    await expect(provider.createChannel(wish)).rejects.toMatchObject({ code: "unauthenticated" });

    const violations = [];
    for (const exchange of emulator.exchanges) violations.push(...(await judge.check(exchange)));
    expect(violations).toEqual([]);
    const told = new Set(emulator.exchanges.map((one) => one.operation));
    expect([...told].sort()).toEqual([
      "BatchGetChannel",
      "CreateChannel",
      "CreateStreamKey",
      "DeleteChannel",
      "DeleteStreamKey",
      "GetChannel",
      "GetPlaybackKeyPair",
      "GetRecordingConfiguration",
      "GetStream",
      "GetStreamKey",
      "GetStreamSession",
      "ListChannels",
      "ListStreamKeys",
      "ListStreamSessions",
      "ListStreams",
      "PutMetadata",
      "StartViewerSessionRevocation",
      "StopStream",
      "UpdateChannel",
    ]);
    const statuses = new Set(emulator.exchanges.map((one) => one.status));
    expect([...statuses].sort()).toEqual([200, 204, 402, 403, 404, 409]);
  });

  test("and the judge does judge", async () => {
    const headers = { "content-type": "application/json" };
    const good = { operation: "CreateChannel", headers, body: '{"name":"a"}', status: 200, answer: "{}" };
    expect(await judge.check(good)).toEqual([]);
    expect(await judge.check({ ...good, body: '{"name":"with a space"}' })).not.toEqual([]);
    expect(await judge.check({ ...good, answer: '{"channel":{"arn":7}}' })).not.toEqual([]);
    expect(await judge.check({ ...good, status: 418 })).not.toEqual([]);
  });
});

/** Prism as a proxy before a server that gives each recorded answer once more: it judges the call and the answer. */
async function startJudge(contract: string) {
  let current: Exchange | null = null;
  const upstream: Server = createServer((request, response) => {
    request.resume();
    response.writeHead(current?.status ?? 500, { "content-type": "application/json" });
    response.end(current?.status === 204 ? undefined : current?.answer);
  });
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  const operations = await getHttpOperationsFromSpec(contract);
  const prism = createInstance(
    {
      isProxy: true,
      upstream: new URL(`http://127.0.0.1:${(upstream.address() as AddressInfo).port}`),
      upstreamProxy: undefined,
      checkSecurity: false,
      validateRequest: true,
      validateResponse: true,
      // Told, instead of answered with.
      errors: false,
      mock: { dynamic: false },
    },
    { logger: pino({ level: "silent" }) },
  );
  return {
    async check(exchange: Exchange): Promise<string[]> {
      current = exchange;
      const outcome = await prism.request(
        {
          method: "post",
          url: { path: `/${exchange.operation}` },
          headers: { "content-type": exchange.headers["content-type"] ?? "" },
          body: JSON.parse(exchange.body),
        },
        operations,
      )();
      if (outcome._tag === "Left") throw outcome.left;
      const { input, output } = outcome.right.validations;
      return [...input, ...output].map(
        ({ path, message }) => `${exchange.operation} ${exchange.status} ${path?.join(".")}: ${message}`,
      );
    },
    stop: () => {
      upstream.close();
      upstream.closeAllConnections();
    },
  };
}
