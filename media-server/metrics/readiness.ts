import type { EventReporter } from "../control/report-events";

/** The app may restart: only a longer absence makes this server useless. */
const APP_AWAY_MS = 30_000;

/** Whether to send encoders and viewers here. */
export class Readiness {
  private isOpen = false;

  constructor(
    private readonly reporter: Pick<EventReporter, "stats">,
    /** Epoch ms. */
    private readonly now: () => number,
  ) {}

  /** Listening, until `drain`. */
  open(): void {
    this.isOpen = true;
  }

  drain(): void {
    this.isOpen = false;
  }

  isReady(): boolean {
    const { failingSince } = this.reporter.stats();
    return this.isOpen && (failingSince === null || this.now() - failingSince < APP_AWAY_MS);
  }
}
