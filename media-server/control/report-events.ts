import type { StreamSnapshot } from "../../lib/wire/media-events";
import { signRequest } from "../../lib/wire/signed-request";
import { APP_WEBHOOK_PATH } from "../config";
import type { Log } from "../log";
import type { MediaFact } from "../streams/stream-events";
import { toSnapshotPages, WaitingPages } from "./snapshot-pages";

export interface ReporterOptions {
  /** Origin of the app, e.g. `http://127.0.0.1:3000`. */
  readonly appUrl: string;
  /** Where the app takes these events. */
  readonly path?: string;
  readonly secret: string;
  readonly serverId: string;
  /** Epoch ms at which this run started. */
  readonly epoch: number;
  readonly now: () => number;
  readonly log: Log;
  readonly fetch?: typeof fetch;
  /** First and longest pause between tries, in ms. */
  readonly backoffMs?: { readonly first: number; readonly longest: number };
}

const TRY_MS = 5_000;
const MAX_QUEUED = 10_000;
/** An event that the app calls wrong is tried so often before it is dropped. */
const MAX_REJECTIONS = 3;
const RETRYABLE = new Set([401, 408, 429]);

interface Queued {
  readonly body: string;
  readonly type: string;
  rejections: number;
}

export interface ReporterStats {
  readonly queued: number;
  readonly failures: number;
  readonly dropped: number;
  /** Epoch ms since when the app has not answered; null while it does. */
  readonly failingSince: number | null;
}

type Outcome = "delivered" | "rejected" | "unreachable";

/**
 * Tells the app what happens: signed anew for each try, in order, until acknowledged with a 2xx.
 * Snapshots aren't queued: the newest goes out when nothing else waits.
 */
export class EventReporter {
  private readonly queue: Queued[] = [];
  private readonly snapshots = new WaitingPages<Queued>();
  /** Tries that did not bring an event to the app, since the start. */
  private failures = 0;
  private dropped = 0;
  private failingSince: number | null = null;
  private sequence = 0;
  private isSending = false;
  private isClosed = false;
  private pause: { timer: NodeJS.Timeout; wake: () => void } | null = null;
  private idle: (() => void)[] = [];

  constructor(private readonly options: ReporterOptions) {}

  report(fact: MediaFact): void {
    if (this.isClosed) return;
    this.queue.push(this.enveloped(fact));
    if (this.queue.length > MAX_QUEUED) {
      // Never the first: it may be on its way.
      const [dropped] = this.queue.splice(1, 1);
      this.dropped += 1;
      this.options.log.error({ event: dropped?.type }, "the app can't be reached: an event was dropped");
    }
    void this.send();
  }

  snapshot(streams: readonly StreamSnapshot[]): void {
    if (this.isClosed) return;
    // Numbered now: an event that happens before a page goes out must count as later.
    this.snapshots.offer(() => toSnapshotPages(streams).map((page) => this.enveloped(page)));
    void this.send();
  }

  /** For operators: events that wait, tries that failed, and events given up on. */
  stats(): ReporterStats {
    const { failures, dropped, failingSince } = this;
    return { queued: this.queue.length + this.snapshots.size, failures, dropped, failingSince };
  }

  /** Waits up to `graceMs` for the queue to empty, then takes nothing more. */
  async close(graceMs: number): Promise<void> {
    if (this.isSending) {
      const timeout = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref());
      await Promise.race([new Promise<void>((resolve) => this.idle.push(resolve)), timeout]);
    }
    this.isClosed = true;
    this.pause?.wake();
  }

  private enveloped(fact: MediaFact): Queued {
    const { serverId, epoch, now } = this.options;
    const envelope = {
      id: crypto.randomUUID(),
      serverId,
      epoch,
      sequence: this.sequence++,
      at: Math.floor(now()),
    };
    return { body: JSON.stringify({ ...envelope, ...fact }), type: fact.type, rejections: 0 };
  }

  private async send(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    let failures = 0;
    while (!this.isClosed) {
      const [event] = this.queue;
      if (!event) {
        const page = this.snapshots.next();
        if (!page) break;
        if ((await this.deliver(page)) !== "delivered") this.snapshots.forget();
        continue;
      }
      const outcome = await this.deliver(event);
      if (outcome === "delivered" || this.isHopeless(event, outcome)) {
        failures = 0;
        this.queue.shift();
        continue;
      }
      await this.rest(failures++);
    }
    this.isSending = false;
    for (const resolve of this.idle.splice(0)) resolve();
  }

  private isHopeless(event: Queued, outcome: Outcome): boolean {
    if (outcome !== "rejected") return false;
    event.rejections += 1;
    if (event.rejections < MAX_REJECTIONS) return false;
    this.dropped += 1;
    this.options.log.error({ event: event.type }, "the app rejects an event: dropped");
    return true;
  }

  private async deliver(event: Queued): Promise<Outcome> {
    const outcome = await this.tryOnce(event);
    if (outcome !== "delivered") this.failures += 1;
    // An app that rejects is there.
    this.failingSince = outcome === "unreachable" ? (this.failingSince ?? this.options.now()) : null;
    return outcome;
  }

  private async tryOnce({ body, type }: Queued): Promise<Outcome> {
    const { appUrl, path = APP_WEBHOOK_PATH, secret, now, log } = this.options;
    try {
      const signed = await signRequest(secret, { method: "POST", path, body }, Math.floor(now()));
      const response = await (this.options.fetch ?? fetch)(new URL(path, appUrl), {
        method: "POST",
        headers: { ...signed, "content-type": "application/json" },
        body,
        redirect: "error",
        signal: AbortSignal.timeout(TRY_MS),
      });
      await response.body?.cancel();
      if (response.ok) return "delivered";
      log.warn({ event: type, status: response.status }, "the app did not take an event");
      const isRejection = response.status >= 400 && response.status < 500 && !RETRYABLE.has(response.status);
      return isRejection ? "rejected" : "unreachable";
    } catch (error) {
      log.debug({ event: type, err: error }, "the app can't be reached");
      return "unreachable";
    }
  }

  private rest(failures: number): Promise<void> {
    const { first, longest } = this.options.backoffMs ?? { first: 100, longest: 5_000 };
    const ms = Math.min(longest, first * 2 ** Math.min(failures, 16));
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.pause = null;
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.pause = { timer, wake };
    });
  }
}
