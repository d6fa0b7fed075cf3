import type { EngineCallbacks } from "../engine";

/** Without anything new for this long the publisher counts as away. */
const STALLED_AFTER_MS = 2500;
/** A picture that stands for less is not missed. */
const DRY_AFTER_MS = 700;
const CHECK_MS = 250;

/** Tells when media stops coming and comes again, by a mark that moves with what arrives. */
export class FlowWatch {
  private mark: number | null = null;
  private movedAtMs = Date.now();
  private flow: "unknown" | "flowing" | "stalled" = "unknown";
  private readonly timer: ReturnType<typeof setInterval>;

  /** `readMark` gives null while nothing has come. */
  constructor(
    private readonly readMark: () => number | null,
    private readonly callbacks: EngineCallbacks,
  ) {
    this.timer = setInterval(() => this.check(), CHECK_MS);
  }

  get isDry(): boolean {
    return Date.now() - this.movedAtMs > DRY_AFTER_MS;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private check(): void {
    const mark = this.readMark();
    const hasMoved = mark !== null && mark !== this.mark;
    if (hasMoved) this.movedAtMs = Date.now();
    this.mark = mark ?? this.mark;
    if (hasMoved && this.flow !== "flowing") {
      this.flow = "flowing";
      this.callbacks.onFlowing();
    } else if (this.flow !== "stalled" && Date.now() - this.movedAtMs > STALLED_AFTER_MS) {
      this.flow = "stalled";
      this.callbacks.onTrouble({ kind: "stalled" });
    }
  }
}
