import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { capabilitiesBy } from "./capabilities-of";
import type {
  Capabilities,
  ChannelRef,
  PlaybackPass,
  ProviderDefinition,
  ProviderDeps,
  StreamProvider,
  WebhookRequest,
} from "./contract";
import { isProviderError, type ProviderErrorCode } from "./errors";

export type Behaviour = "normal" | "silent" | { readonly status: number; readonly body?: string };

/** What a vendor's own test brings: a stand-in that speaks the vendor's real wire format, and ways to bend it. */
export interface Harness {
  /** Options as their environment, for the stand-in; read after `start`. */
  environment(): Readonly<Record<string, string>>;
  /** Values that no message may ever hold. */
  readonly secrets: readonly string[];
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Absent where the service itself is asked. How the stand-in treats the next calls: as usual, with a status, with garbage, or with silence until the deadline. */
  behave?(how: Behaviour): void;
  /** Whose channel the tests make, when others may be there too. */
  readonly streamId?: string;
  /** A call of `provider` that reaches the vendor, whatever it does. */
  readonly probe: (provider: StreamProvider, ref: ChannelRef) => Promise<unknown>;
  /** What a recording of the channel is called, where it is not called like the channel. */
  readonly recording?: (ref: ChannelRef) => string;
  /** A genuine event about the channel; absent for vendors that send none. */
  readonly webhook?: (ref: ChannelRef) => Promise<WebhookRequest>;
}

const FAILURES: readonly [label: string, how: Behaviour, code: ProviderErrorCode][] = [
  ["401", { status: 401 }, "unauthenticated"],
  ["429", { status: 429 }, "rate-limited"],
  ["500", { status: 500 }, "unavailable"],
  ["silence", "silent", "timeout"],
  ["garbage", { status: 200, body: "<html>" }, "unexpected-response"],
];

/** The guarantees of `contract.ts`, as tests that every provider's own test file runs. */
export function describeProvider<Options>(definition: ProviderDefinition<Options>, harness: Harness): void {
  describe(`${definition.id} keeps the provider contract`, () => {
    let provider: StreamProvider;
    let capabilities: Capabilities;
    const logged: string[] = [];
    const recordingOf = (ref: ChannelRef) => ({ ...ref, id: harness.recording?.(ref) ?? ref.id });
    const created = new Map<string, ChannelRef>();
    const input = {
      streamId: harness.streamId ?? "conformance-stream-1",
      title: "Conformance",
      visibility: "public",
    } as const;

    beforeAll(async () => {
      await harness.start();
      capabilities = capabilitiesBy(definition, harness.environment());
      const made = await definition.create(definition.options.parse(harness.environment()), depsOf(logged));
      provider = {
        ...made,
        createChannel: async (wish) => {
          const provisioned = await made.createChannel(wish);
          created.set(provisioned.ref.id, provisioned.ref);
          return provisioned;
        },
      };
    });
    afterAll(async () => {
      harness.behave?.("normal");
      for (const ref of created.values()) await provider.deleteChannel(ref);
      await harness.stop();
    });
    beforeEach(() => harness.behave?.("normal"));

    test("capabilities are true of its methods", () => {
      expect(capabilities.keyRotation).toBe(provider.rotateKey !== undefined);
      for (const verb of [provider.listRecordings, provider.deleteRecording, provider.issueReplay])
        expect(verb !== undefined).toBe(capabilities.recording);
      expect(provider.setRecordingAccess !== undefined).toBe(capabilities.privateReplays);
      expect(capabilities.ingest.length).toBeGreaterThan(0);
      expect(capabilities.latencyMs.floor).toBeLessThanOrEqual(capabilities.latencyMs.typical);
      if (harness.behave) expect(provider.parseEvents !== undefined).toBe(harness.webhook !== undefined);
    });

    test("refuses missing options by naming the variable", () => {
      const parsed = definition.options.safeParse({});
      expect(parsed.success).toBe(false);
      if (!parsed.success) expect(parsed.error.issues.every((issue) => issue.path.length > 0)).toBe(true);
    });

    test("a channel is created, idle, playable and deleted, twice if need be", async () => {
      const { ref, ingest } = await provider.createChannel(input);
      expect(ref.provider).toBe(definition.id);
      expect(ingest.map((target) => target.kind)).toEqual([...capabilities.ingest]);
      expect(await provider.getStatus(ref)).toMatchObject({ ingest: "inactive" });
      const playback = await provider.issuePlayback(ref);
      expect(playback.every((source) => capabilities.playback.includes(source.kind))).toBe(true);
      for (const target of ingest) expect(JSON.stringify(playback)).not.toContain(target.streamKey);
      await provider.stopStream?.(ref, "ended-by-creator");
      await provider.deleteChannel(ref);
      await provider.deleteChannel(ref);
    });

    test("uses nothing while nothing happens", async () => {
      const { ref } = await provider.createChannel(input);
      const { totals } = await provider.getUsage(ref);
      expect(Object.keys(totals).sort()).toEqual([
        "bytesIn",
        "bytesOut",
        "ingestMs",
        "transcodeMs",
        "turnBytes",
        "viewerMs",
      ]);
      // A figure that nobody counts is unknown, also then.
      for (const figure of Object.values(totals)) expect([0, null]).toContain(figure);
    });

    test("an unknown channel is idle or not-found, and never something else", async () => {
      const unknown = { provider: definition.id, id: "never-created-0001" };
      const outcome = await provider.getStatus(unknown).then(
        (status) => status.ingest,
        (error: unknown) => (isProviderError(error) ? error.code : "foreign error"),
      );
      expect(["inactive", "not-found"]).toContain(outcome);
    });

    test("settings for a channel that is not on air are taken", async () => {
      const { ref } = await provider.createChannel(input);
      await provider.applySettings?.(ref, {
        reconnectWindowMs: 30_000,
        dvrWindowMs: 120_000,
        ladder: [],
        record: true,
        isPreview: false,
        access: { kind: "open" },
      });
    });

    test("who may watch what was recorded is taken, also of nothing", async () => {
      const { ref } = await provider.createChannel(input);
      await provider.setRecordingAccess?.(ref, { kind: "token", epoch: 2, revoked: ["grant-0001"] });
    });

    test("a pass is part of every address, and nobody else's", async () => {
      if (!capabilities.privatePlayback) return;
      const { ref } = await provider.createChannel(input);
      const pass: PlaybackPass = {
        viewer: "viewer-0001",
        grant: null,
        scope: "watch",
        epoch: 1,
        issuedAt: Date.now(),
        expiresAt: Date.now() + 60_000,
      };
      const addresses = async (one?: PlaybackPass) => {
        const sources = await provider.issuePlayback(ref, one);
        const replay = capabilities.privateReplays
          ? await provider.issueReplay?.(recordingOf(ref), { durationMs: 60_000, hasStoryboard: true }, one)
          : null;
        const poster = await provider.issuePoster?.(ref, one);
        return [...sources, ...(replay?.playback ?? [])].map(({ url }) => url).concat(poster ?? []);
      };
      const [open, mine] = [await addresses(), await addresses(pass)];
      expect(mine).toHaveLength(open.length);
      const other = await addresses({ ...pass, viewer: "viewer-0002" });
      for (const [index, url] of mine.entries()) {
        expect(url).not.toBe(open[index]);
        expect(url).not.toBe(other[index]);
      }
    });

    test("a recording that can't be kept to some viewers is given to nobody with a pass", async () => {
      if (!provider.issueReplay || capabilities.privateReplays) return;
      const { ref } = await provider.createChannel(input);
      const life = { issuedAt: Date.now(), expiresAt: Date.now() + 60_000 };
      const pass: PlaybackPass = { viewer: "viewer-0001", grant: null, scope: "watch", epoch: 1, ...life };
      const wish = { durationMs: 60_000, hasStoryboard: false };
      await expect(provider.issueReplay(recordingOf(ref), wish, pass)).rejects.toMatchObject({
        code: "unsupported",
      });
    });

    test("one that is not for everybody is seen like any other", async () => {
      if (!capabilities.privatePlayback || !provider.observe) return;
      const { ref } = await provider.createChannel({ ...input, visibility: "private" });
      expect(await provider.observe([ref])).toMatchObject([{ ref, status: { ingest: "inactive" } }]);
    });

    test("nothing is recorded before anything happens, and deleting what is not there succeeds", async () => {
      const { ref } = await provider.createChannel(input);
      expect((await provider.listRecordings?.(ref)) ?? []).toEqual([]);
      await provider.deleteRecording?.(ref);
      await provider.deleteRecording?.(ref);
    });

    test("a replay is played like any other source, and holds nothing that lets a viewer publish", async () => {
      if (!provider.issueReplay) return;
      const { ref, ingest } = await provider.createChannel(input);
      const replay = await provider.issueReplay(recordingOf(ref), {
        durationMs: 60_000,
        hasStoryboard: true,
      });
      expect(replay.playback.length).toBeGreaterThan(0);
      expect(replay.playback.every((one) => capabilities.playback.includes(one.kind))).toBe(true);
      for (const target of ingest) expect(JSON.stringify(replay)).not.toContain(target.streamKey);
      const bare = await provider.issueReplay(recordingOf(ref), { durationMs: 60_000, hasStoryboard: false });
      const storyboards = bare.playback.map((one) => (one.kind === "hls" ? one.replay?.storyboardUrl : null));
      expect(storyboards.every((url) => url === null || url === undefined)).toBe(true);
    });

    test("a download is only for whoever has a pass for it", async () => {
      if (!provider.issueDownload) return;
      const { ref, ingest } = await provider.createChannel(input);
      const issuedAt = Date.now();
      const life = { issuedAt, expiresAt: issuedAt + 60_000 };
      const pass: PlaybackPass = { viewer: "viewer-0001", grant: null, scope: "download", epoch: 1, ...life };
      const url = await provider.issueDownload(ref, "Friday kompa night/à 8 h", pass);
      expect(URL.canParse(url)).toBe(true);
      expect(url).not.toContain("night/");
      expect(await provider.issueDownload(ref, "x", { ...pass, viewer: "viewer-0002" })).not.toBe(url);
      for (const secret of [...harness.secrets, ...ingest.map((target) => target.streamKey)])
        expect(url).not.toContain(secret);
    });

    test("the way in is told as it holds, and asking changes nothing", async () => {
      if (!provider.readIngest) return;
      const { ref, ingest } = await provider.createChannel(input);
      expect(await provider.readIngest(ref)).toEqual(ingest);
      expect(await provider.readIngest(ref)).toEqual(ingest);
      if (provider.rotateKey) expect(await provider.rotateKey(ref)).toEqual(await provider.readIngest(ref));
      await provider.stopStream?.(ref, "ended-by-creator");
      const after = await provider.readIngest(ref);
      expect(after === null || after.every(({ streamKey }) => streamKey !== ingest[0]?.streamKey)).toBe(true);
    });

    test("a rotated key is another one", async () => {
      if (!provider.rotateKey) return;
      const { ref, ingest } = await provider.createChannel(input);
      const fresh = await provider.rotateKey(ref);
      expect(fresh.map((target) => target.kind)).toEqual(ingest.map((target) => target.kind));
      expect(fresh.map((target) => target.streamKey)).not.toEqual(ingest.map((target) => target.streamKey));
    });

    test.skipIf(!harness.behave).each(FAILURES)(
      "%s is one error of ours, without a secret",
      { timeout: 20_000 },
      async (_, how, code) => {
        const { ref, ingest } = await provider.createChannel(input);
        harness.behave?.(how);
        const error = await harness.probe(provider, ref).then(
          () => null,
          (thrown: unknown) => thrown,
        );
        if (!isProviderError(error)) throw new Error("not a ProviderError");
        expect(error.code).toBe(code);
        expect(error.provider).toBe(definition.id);
        const told = [error.message, error.stack, JSON.stringify(error), ...logged].join("\n");
        const secrets = [...harness.secrets, ...ingest.map((target) => target.streamKey)];
        for (const secret of secrets) expect(told).not.toContain(secret);
      },
    );

    test("a genuine event is taken once; a forged, changed or replayed one is refused", async () => {
      if (!harness.webhook || !provider.parseEvents) return;
      const { ref } = await provider.createChannel(input);
      const genuine = await harness.webhook(ref);
      const refused = { code: "unauthenticated" };
      await expect(provider.parseEvents({ ...genuine, body: `${genuine.body} ` })).rejects.toMatchObject(
        refused,
      );
      await expect(provider.parseEvents({ ...genuine, header: () => null })).rejects.toMatchObject(refused);
      expect((await provider.parseEvents(genuine)).length).toBeGreaterThan(0);
      await expect(provider.parseEvents(genuine)).rejects.toMatchObject(refused);
    });
  });
}

function depsOf(logged: string[]): ProviderDeps {
  return {
    fetch: (request, init) => fetch(request, init),
    now: Date.now,
    log: (level, message, fields) => logged.push(JSON.stringify({ level, message, fields })),
  };
}
