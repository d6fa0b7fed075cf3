import { createInstance, getHttpOperationsFromSpec, type IHttpRequest } from "@stoplight/prism-http";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cloudflare } from "../../lib/providers/cloudflare";
import type { StreamProvider } from "../../lib/providers/contract";
import { findContract } from "../contracts";
import { readDescription } from "../read-description";
import { type CloudflareEmulator, startCloudflareEmulator } from "./server";

const CONTRACT = findContract("cloudflare-stream-live.openapi.json");
/** A video's own settings and its deletion: the description that we have is of live inputs only. */
const NOT_DESCRIBED = /^(POST|DELETE) \/accounts\/[^/]+\/stream\/[0-9a-f]{32}$/;
const wish = { streamId: "stream-0001", title: "Konpa", visibility: "private" } as const;

if (!CONTRACT)
  process.stdout.write("contract tests skipped: cloudflare-stream-live.openapi.json is absent\n");

describe.skipIf(!CONTRACT)("what we send and what the emulator answers is as the vendor describes it", () => {
  let emulator: CloudflareEmulator;
  let violations: string[];
  let checked: Set<string>;
  let judge: Awaited<ReturnType<typeof createJudge>>;

  beforeEach(async () => {
    emulator = await startCloudflareEmulator();
    violations = [];
    checked = new Set();
    judge = await createJudge(CONTRACT ?? "", `${emulator.origin}/client/v4`);
  });
  afterEach(() => emulator.stop());

  /** Each call goes through Prism, which judges it and its answer. */
  function connect(env: Record<string, string> = {}): Promise<StreamProvider> {
    const options = cloudflare.options.parse({ ...emulator.environment(), ...env });
    const judging: typeof fetch = async (input, init) => {
      const path = new URL(String(input)).pathname.replace("/client/v4", "");
      const name = `${init?.method} ${path}`;
      if (!path.startsWith("/accounts/") || NOT_DESCRIBED.test(name)) return fetch(input, init);
      checked.add(name.replaceAll(/[0-9a-f]{32}/g, "*"));
      const headers = Object.fromEntries(new Headers(init?.headers));
      const body = typeof init?.body === "string" ? JSON.parse(init.body) : undefined;
      // Our calls name their method in capitals, Prism in small letters.
      const method = (init?.method ?? "GET").toLowerCase() as IHttpRequest["method"];
      const judged = await judge({ method, url: { path }, headers, body });
      violations.push(...judged.violations);
      return new Response(JSON.stringify(judged.body), { status: judged.status });
    };
    return cloudflare.create(options, { fetch: judging, now: Date.now, log: () => {} });
  }

  const check = async (request: IHttpRequest) => (await judge(request)).violations;

  test.each(["rtmps", "whip"])("a broadcast from beginning to end (%s)", async (pair) => {
    const isWhip = pair === "whip";
    const provider = await connect({
      CLOUDFLARE_PAIR: pair,
      CLOUDFLARE_DELETE_RECORDINGS_AFTER_DAYS: "30",
      CLOUDFLARE_ALLOWED_ORIGINS: "live.example.org",
    });
    const { ref } = await provider.createChannel({ ...wish, visibility: isWhip ? "public" : "private" });
    for (const shape of ["string", "object", "null"] as const) {
      emulator.account.statusShape = shape;
      await provider.getStatus(ref);
      emulator.goLive(ref.id);
      await provider.getStatus(ref);
    }
    await provider.applySettings?.(ref, {
      reconnectWindowMs: 30_000,
      dvrWindowMs: 0,
      ladder: [],
      record: true,
      isPreview: false,
      access: { kind: "open" },
    });
    await provider.listRecordings?.(ref);
    await provider.getUsage(ref);
    await provider.observe?.([ref]);
    await provider.rotateKey?.(ref);
    await provider.stopStream?.(ref, "ended-by-creator");
    await provider.createChannel({ ...wish, visibility: isWhip ? "public" : "private" });
    await provider.listChannels?.();
    await provider.testConnection?.();
    await provider.deleteChannel(ref);
    await provider.deleteChannel(ref);
    expect(violations).toEqual([]);
    expect([...checked].sort()).toEqual(
      [
        "DELETE /accounts/*/stream/live_inputs/*",
        "GET /accounts/*/stream/keys",
        "GET /accounts/*/stream/live_inputs",
        "GET /accounts/*/stream/live_inputs/*",
        "GET /accounts/*/stream/live_inputs/*/videos",
        "GET /accounts/*/stream/storage-usage",
        "POST /accounts/*/stream/live_inputs",
        "POST /accounts/*/stream/live_inputs/*/rotate_keys",
        "PUT /accounts/*/stream/live_inputs/*",
      ].sort(),
    );
  });

  test("also the answers to what changes something, and to what goes wrong", async () => {
    const path = `/accounts/${emulator.accountId}/stream/live_inputs`;
    const headers = { authorization: `Bearer ${emulator.apiToken}`, "content-type": "application/json" };
    const post = (body: unknown, key: string) =>
      check({ method: "post", url: { path }, headers: { ...headers, "idempotency-key": key }, body });
    expect(await post({ recording: { mode: "automatic" } }, "a")).toEqual([]);
    const [input] = emulator.account.inputs.values();
    const at = `${path}/${input?.uid}`;
    const put = { enabled: false };
    expect(await check({ method: "put", url: { path: at }, headers, body: put })).toEqual([]);
    for (const verb of ["enable", "disable", "rotate_keys"])
      expect(await check({ method: "post", url: { path: `${at}/${verb}` }, headers })).toEqual([]);
    expect(await check({ method: "delete", url: { path: at }, headers })).toEqual([]);
    // Gone: 404, and 409 for its key.
    expect(await check({ method: "get", url: { path: at }, headers })).toEqual([]);
    expect(await post({}, "a")).toEqual([]);
    emulator.account.permissions.clear();
    expect(await check({ method: "get", url: { path }, headers })).toEqual([]);
  });

  test("and the judge does judge", async () => {
    const path = `/accounts/${emulator.accountId}/stream/live_inputs`;
    const headers = { authorization: `Bearer ${emulator.apiToken}`, "content-type": "application/json" };
    const wrong = { recording: { mode: "sometimes" }, deleteRecordingAfterDays: 7 };
    expect(await check({ method: "post", url: { path }, headers, body: wrong })).toHaveLength(2);
    expect(await check({ method: "get", url: { path }, headers: {} })).not.toEqual([]);
    const json = { "content-type": "application/json" };
    for (const [status, body] of [
      [200, { success: "yes" }],
      [200, { success: true, errors: [], messages: [], result: { liveInputs: [{ uid: 5 }] } }],
      [
        404,
        { success: false, errors: [{ code: 5, message: "too small a number" }], messages: [], result: null },
      ],
    ] as const) {
      emulator.behave({ status, body: JSON.stringify(body), headers: json });
      expect((await check({ method: "get", url: { path }, headers })).join()).toContain("body");
    }
  });
});

/** Prism as a proxy, without a server of its own. */
async function createJudge(contract: string, upstream: string) {
  const operations = await getHttpOperationsFromSpec(readDescription(contract));
  const prism = createInstance(
    {
      isProxy: true,
      upstream: new URL(upstream),
      upstreamProxy: undefined,
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      // Told, instead of answered with.
      errors: false,
      mock: { dynamic: false },
    },
    { logger: pino({ level: "silent" }) },
  );
  return async (request: IHttpRequest) => {
    const outcome = await prism.request(request, operations)();
    if (outcome._tag === "Left") throw outcome.left;
    const { output, validations } = outcome.right;
    const violations = [...validations.input, ...validations.output].map(
      ({ path, message }) => `${request.method} ${request.url.path} ${path?.join(".")}: ${message}`,
    );
    return { status: output.statusCode, body: output.body, violations };
  };
}
