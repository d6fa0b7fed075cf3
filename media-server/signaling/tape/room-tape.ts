import type { StreamSettings } from "../../../lib/wire/stream-settings";
import type { StreamNotice } from "../../../lib/wire/stream-state";
import { Packager } from "../../packaging/packager";
import type { SourceOutput } from "../../streams/source-output";
import { MessageBudget } from "../message-budget";
import { PieceReader } from "./piece-reader";
import { readTapeFragment, type TapeFrame } from "./read-tape-fragment";
import { readTapeInit, type TapeTrack } from "./read-tape-init";

export interface Piece {
  /** Of one run of the browser's recorder. */
  readonly session: string;
  /** Counted from 0 within it. */
  readonly number: number;
  readonly bytes: Buffer;
}

export type PieceVerdict =
  | { readonly kind: "taken" | "known" | "junk" | "too-fast" }
  /** Pieces are missing before it; `expected` may be 0: a new run has to begin. */
  | { readonly kind: "early"; readonly expected: number };

/** Twelve times what a good camera needs, so that a line that was away catches up. */
const BYTES = { burst: 32e6, perSecond: 4e6 };

/**
 * What the host's browser records of itself becomes a recording like any other: its pieces are put together, taken
 * apart into frames, and packaged for whoever takes a stream's parts.
 */
export class RoomTape {
  private run: {
    readonly session: string;
    expected: number;
    reader: PieceReader;
    tracks: TapeTrack[];
  } | null = null;
  private readonly packager: Packager;
  private readonly budget = new MessageBudget(BYTES, () => performance.now());

  constructor(
    private readonly outputs: readonly SourceOutput[],
    now: () => number,
  ) {
    this.packager = new Packager(
      {
        startRun: (run) => this.each((output) => output.startRun(run)),
        addPart: (part) => this.each((output) => output.addPart(part)),
        endSegment: () => this.each((output) => output.endSegment()),
        clockJumped: () => this.each((output) => output.clockJumped()),
      },
      now,
    );
  }

  /** The same piece may come twice, e.g. when its answer was lost. */
  take({ session, number, bytes }: Piece): PieceVerdict {
    if (this.run?.session !== session) {
      if (number !== 0) return { kind: "early", expected: 0 };
      this.packager.finish();
      this.run = { session, expected: 0, reader: new PieceReader(), tracks: [] };
    }
    const { run } = this;
    if (number < run.expected) return { kind: "known" };
    if (number > run.expected) return { kind: "early", expected: run.expected };
    if (!this.budget.take(bytes.length)) return { kind: "too-fast" };
    run.expected += 1;
    if (this.play(bytes)) return { kind: "taken" };
    // It can't be gone on with: another run has to begin.
    this.run = null;
    return { kind: "junk" };
  }

  apply(settings: StreamSettings): void {
    this.each((output) => output.apply(settings));
  }

  notices(): StreamNotice[] {
    return this.outputs.flatMap((output) => output.notices());
  }

  /** Nothing more will come. */
  end(): void {
    this.packager.finish();
    this.each((output) => output.ended());
    this.each((output) => output.dispose());
  }

  /** The server leaves: the recording goes on after its restart. */
  dispose(): void {
    this.packager.finish();
    this.each((output) => output.dispose());
  }

  private play(bytes: Buffer): boolean {
    const { run } = this;
    const items = run?.reader.push(bytes);
    if (!run || !items) return false;
    for (const item of items) {
      if (item.kind === "init") {
        run.tracks = readTapeInit(item.moov);
        if (run.tracks.length === 0) return false;
        continue;
      }
      const frames = readTapeFragment(item, run.tracks);
      if (!frames) return false;
      for (const frame of frames) this.push(frame);
    }
    return true;
  }

  private push({ track, dtsMs, compositionOffsetMs, isKeyFrame, data }: TapeFrame): void {
    if (track.kind === "video") {
      this.packager.setVideoConfig(track.config);
      this.packager.pushVideo({ dtsMs, compositionOffsetMs, isKeyFrame, data });
    } else {
      this.packager.setAudioConfig(track.config);
      this.packager.pushAudio({ ptsMs: dtsMs, data });
    }
  }

  private each(act: (output: SourceOutput) => void): void {
    for (const output of this.outputs) act(output);
  }
}
