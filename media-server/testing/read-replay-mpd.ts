/** One track of one period of a replay's manifest. */
export interface ManifestTrack {
  readonly kind: "video" | "audio";
  /** What the media's clock says when its period begins. */
  readonly mediaSeconds: number;
  /** Init segment and segments in order, relative to the manifest. */
  readonly init: string;
  readonly segments: readonly string[];
  /** Of each segment. */
  readonly lengthsMs: readonly number[];
}

export interface ManifestPeriod {
  readonly startSeconds: number;
  readonly durationSeconds: number;
  readonly tracks: readonly ManifestTrack[];
}

export interface ReplayManifest {
  readonly type: string;
  readonly durationSeconds: number;
  readonly periods: readonly ManifestPeriod[];
}

/** What a static manifest with numbered segments says, as ISO/IEC 23009-1 §5.3.9 has it. Throws where it says nothing. */
export function readReplayMpd(text: string): ReplayManifest {
  const [head = "", ...periods] = text.split("<Period ");
  return {
    type: word(head, "type"),
    durationSeconds: seconds(word(head, "mediaPresentationDuration")),
    periods: periods.map((period) => ({
      startSeconds: seconds(word(period, "start")),
      durationSeconds: seconds(word(period, "duration")),
      tracks: period.split("<AdaptationSet ").slice(1).map(readTrack),
    })),
  };
}

function readTrack(set: string): ManifestTrack {
  const lengthsMs = [...set.matchAll(/<S (?:t="\d+" )?d="(\d+)"(?: r="(\d+)")?\/>/g)].flatMap(
    ([, length, more]) => Array.from({ length: Number(more ?? 0) + 1 }, () => Number(length)),
  );
  const first = Number(word(set, "startNumber"));
  const media = word(set, "media");
  return {
    kind: word(set, "contentType") === "video" ? "video" : "audio",
    mediaSeconds: Number(word(set, "presentationTimeOffset")) / Number(word(set, "timescale")),
    init: word(set, "initialization"),
    segments: lengthsMs.map((_length, index) => media.replace("$Number$", String(first + index))),
    lengthsMs,
  };
}

function word(text: string, name: string): string {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(` ${text}`)?.[1];
  if (found === undefined) throw new Error(`The manifest has no ${name}.`);
  return found;
}

function seconds(duration: string): number {
  return Number(/^PT([\d.]+)S$/.exec(duration)?.[1]);
}
