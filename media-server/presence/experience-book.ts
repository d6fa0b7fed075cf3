import type { ExperienceMeasure, ExperienceReport } from "../../lib/wire/experience";
import { EXPERIENCE_EVERY_MS, EXPERIENCE_PAGE } from "../../lib/wire/limits";
import type { MediaFact } from "../streams/stream-events";
import { type Reporter, StreamExperience } from "./stream-experience";

export interface ExperienceBookOptions {
  /** Of one stream, as many viewers of one address are believed as count as viewers. */
  readonly maxPerAddress: number;
  readonly report: (fact: MediaFact) => void;
  /** Viewers remembered over all streams; those who come later don't report. */
  readonly maxViewers?: number;
  readonly everyMs?: number;
}

/** Each takes well under a kilobyte, however often it reports. */
const MAX_VIEWERS = 50_000;

/** Viewers' reports of all streams; tells the app what they amount to, every ten seconds. */
export class ExperienceBook {
  private readonly streams = new Map<string, StreamExperience>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly options: ExperienceBookOptions) {
    const everyMs = options.everyMs ?? EXPERIENCE_EVERY_MS;
    this.timer = setInterval(() => this.tell(performance.now()), everyMs).unref();
  }

  readonly note = (reporter: Reporter, report: ExperienceReport, now: number): void => {
    const { streamId } = report;
    const known = this.streams.get(streamId);
    const { maxPerAddress, maxViewers = MAX_VIEWERS } = this.options;
    const hasRoom = () => this.size() < maxViewers;
    const stream = known ?? new StreamExperience(streamId, { maxPerAddress, hasRoom });
    if (stream.note(reporter, report, now) && !known) this.streams.set(streamId, stream);
  };

  close(): void {
    clearInterval(this.timer);
  }

  private size(): number {
    let sum = 0;
    for (const stream of this.streams.values()) sum += stream.size;
    return sum;
  }

  /** Called by the clock. */
  tell(now: number): void {
    const measures: ExperienceMeasure[] = [];
    for (const [streamId, stream] of this.streams) {
      const measure = stream.take(now);
      if (measure) measures.push(measure);
      else this.streams.delete(streamId);
    }
    for (let from = 0; from < measures.length; from += EXPERIENCE_PAGE)
      this.options.report({
        type: "experience.measured",
        streams: measures.slice(from, from + EXPERIENCE_PAGE),
      });
  }
}
