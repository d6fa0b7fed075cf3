import { readPlaybackToken } from "@/lib/wire/playback-token";
import { streamOfUrl, tokenOfUrl, withToken } from "@/lib/wire/playback-url";

/** `refused`: this viewer may not watch. `unreachable`: nobody can say for the moment. */
export type Renewal = "renewed" | "refused" | "unreachable";

export interface AccessOptions {
  readonly onRefused: () => void;
  /** Told about each new token; standing connections bring it to the media server. */
  readonly onRenewed: () => void;
}

const TIMEOUT_MS = 5_000;
const RETRY_MS = 5_000;
const MIN_DELAY_MS = 500;

/**
 * A viewer's leave to watch one stream. Its token is renewed at half of its life, and put into every address that is
 * asked for from then on, so that playing never stops for it.
 */
export class PlaybackAccess {
  private readonly streamId: string | null;
  private token: string | null;
  private isLasting = false;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private renewing: Promise<Renewal> | null = null;
  private readonly ending = new AbortController();

  constructor(
    url: string,
    private readonly options: AccessOptions,
  ) {
    this.streamId = streamOfUrl(url);
    this.token = tokenOfUrl(url);
    // A token that came with the page is as old as the page may be, which on a slow computer is seconds.
    this.schedule({ ageMs: performance.now() });
  }

  /** The same address with the newest token. */
  readonly freshUrl = (url: string): string =>
    this.token !== null && streamOfUrl(url) === this.streamId ? withToken(url, this.token) : url;

  /** Whether there is a token that an engine would have to change under way. */
  get hasToken(): boolean {
    return this.token !== null;
  }

  /** For an engine that can't change a token under way: from now on they live for hours. */
  async makeLasting(): Promise<void> {
    this.isLasting = true;
    await this.renew();
  }

  /** Asks the app for a new token; one request at a time. Never throws. */
  renew(): Promise<Renewal> {
    this.renewing ??= this.ask().finally(() => {
      this.renewing = null;
    });
    return this.renewing;
  }

  stop(): void {
    this.ending.abort();
    if (this.timer) clearTimeout(this.timer);
  }

  private async ask(): Promise<Renewal> {
    if (this.streamId === null) return "unreachable";
    const outcome = await fetchToken(this.streamId, this.isLasting, this.ending.signal);
    if (this.ending.signal.aborted) return "unreachable";
    if (outcome === "refused") return outcome;
    if (outcome === "unreachable") {
      this.schedule({ retryMs: RETRY_MS });
      return outcome;
    }
    // Between live and replay there is nothing to give an address to.
    if (outcome.token !== undefined) this.token = outcome.token;
    this.options.onRenewed();
    this.schedule();
    return "renewed";
  }

  private schedule({ ageMs = 0, retryMs = Number.POSITIVE_INFINITY } = {}): void {
    if (this.timer) clearTimeout(this.timer);
    const claims = this.token === null ? null : readPlaybackToken(this.token)?.claims;
    if (!claims) return;
    // By the token's own length of life: a viewer's clock may be wrong.
    const halfLifeMs = (claims.expiresAt - claims.issuedAt) / 2;
    // Older than its token, the page was there before: the token came later, and is young.
    const leftMs = ageMs < 2 * halfLifeMs ? halfLifeMs - ageMs : halfLifeMs;
    this.timer = setTimeout(
      () => {
        void this.renew().then((outcome) => outcome === "refused" && this.options.onRefused());
      },
      Math.max(MIN_DELAY_MS, Math.min(retryMs, leftMs)),
    );
  }
}

async function fetchToken(
  streamId: string,
  isLasting: boolean,
  signal: AbortSignal,
): Promise<{ readonly token: string | null | undefined } | "refused" | "unreachable"> {
  try {
    const response = await fetch(`/api/playback/${streamId}${isLasting ? "?lasting=1" : ""}`, {
      cache: "no-store",
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    if (response.status === 403) return "refused";
    if (!response.ok) return "unreachable";
    // Our own server wrote it; its schemas stay out of the first code.
    const { playback } = (await response.json()) as { playback: { url: string }[] };
    const url = playback.find((source) => streamOfUrl(source.url) !== null)?.url;
    return { token: url === undefined ? undefined : tokenOfUrl(url) };
  } catch {
    return "unreachable";
  }
}
