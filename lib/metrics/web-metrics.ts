import "server-only";
import { count } from "drizzle-orm";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { isDatabaseUp, isMediaServerUp } from "../api/check-readiness";
import { db } from "../db/client";
import { streams } from "../db/schema";
import { listConfigured } from "../providers/get-provider";
import { providerHealth } from "../providers/health";
import { countEventStreams } from "../streams/open-event-streams";

/** `refused`: forged, replayed or malformed. `failed`: taken again when the sender tries anew. */
export type WebhookOutcome = "accepted" | "refused" | "failed";

interface WebMetrics {
  readonly register: Registry;
  readonly webhooks: Counter<"outcome">;
  readonly duration: Histogram;
  readonly corrections: Counter<"provider">;
}
const holder: { __liveMetrics?: WebMetrics } & typeof globalThis = globalThis;

/** The web process in figures, in Prometheus' text format. Names no account, no stream and no address. */
export async function readMetrics(): Promise<{ readonly text: string; readonly contentType: string }> {
  const { register } = metrics();
  return { text: await register.metrics(), contentType: register.contentType };
}

/** A call of a provider was dealt with. */
export function countWebhook(outcome: WebhookOutcome, seconds: number): void {
  metrics().webhooks.inc({ outcome });
  metrics().duration.observe(seconds);
}

/** A look at a provider found so many broadcasts elsewhere than its events had told. */
export function countCorrections(provider: string, corrections: number): void {
  metrics().corrections.inc({ provider }, corrections);
}

/** How many since this process began. */
export async function correctionsOf(provider: string): Promise<number> {
  const { values } = await metrics().corrections.get();
  return values.find(({ labels }) => labels.provider === provider)?.value ?? 0;
}

/** Next bundles this file more than once; there is one process. */
function metrics(): WebMetrics {
  holder.__liveMetrics ??= createMetrics();
  return holder.__liveMetrics;
}

const CIRCUIT_STATES = { closed: 0, "half-open": 1, open: 2 } as const;

function createMetrics(): WebMetrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  new Gauge({
    name: "live_web_provider_circuit_state",
    help: "Whether calls of a provider pass: 0 they do, 1 one is trying, 2 they fail at once.",
    labelNames: ["provider"],
    registers,
    collect() {
      this.reset();
      for (const provider of listConfigured())
        this.set({ provider }, CIRCUIT_STATES[providerHealth(provider).state]);
    },
  });
  new Gauge({
    name: "live_web_streams",
    help: "Streams by what viewers are told of them.",
    labelNames: ["broadcast"],
    registers,
    async collect() {
      this.reset();
      const rows = await (await db())
        .select({ broadcast: streams.broadcast, count: count() })
        .from(streams)
        .groupBy(streams.broadcast);
      for (const row of rows) this.set({ broadcast: row.broadcast }, row.count);
    },
  });
  new Gauge({
    name: "live_web_dashboards",
    help: "Open event streams of dashboards.",
    registers,
    collect() {
      this.set(countEventStreams());
    },
  });
  new Gauge({
    name: "live_web_dependency_up",
    help: "1 while it answers.",
    labelNames: ["dependency"],
    registers,
    async collect() {
      const [database, mediaServer] = await Promise.all([isDatabaseUp(), isMediaServerUp()]);
      this.set({ dependency: "database" }, Number(database));
      this.set({ dependency: "media-server" }, Number(mediaServer));
    },
  });
  return {
    register,
    webhooks: new Counter({
      name: "live_web_webhooks_total",
      help: "Calls of providers, by what became of them.",
      labelNames: ["outcome"],
      registers,
    }),
    duration: new Histogram({
      name: "live_web_webhook_duration_seconds",
      help: "Time to apply a provider's call.",
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers,
    }),
    corrections: new Counter({
      name: "live_web_state_corrections_total",
      help: "Broadcasts that a look at their provider found elsewhere than its events had told.",
      labelNames: ["provider"],
      registers,
    }),
  };
}
