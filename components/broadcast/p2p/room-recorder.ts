import { randomId } from "@/components/p2p/random-id";

export interface RoomRecorderTarget {
  /** `POST` goes here. */
  readonly url: string;
  readonly streamKey: string;
}

/** `behind`: the line is too slow for it at the moment. `unsupported`: this browser can't record what the server keeps. */
export type RecorderState = "off" | "on" | "behind" | "unsupported";

/** What the server keeps: H.264 and Opus in fragmented MP4. */
const TYPES = ["video/mp4;codecs=avc1.42E01F,opus", "video/mp4;codecs=avc1,opus"];
const SLICE_MS = 1_000;
/** Small enough for a slow line to bring one within the server's patience. */
const PIECE_BYTES = 128 * 1024;
const VIDEO_KBPS = 2_000;
const AUDIO_KBPS = 96;
const KEY_FRAME_MS = 2_000;
const POST_MS = 15_000;
const RETRY_MS = { first: 500, longest: 8_000 };
/** What waits for the line is kept in memory; past this it is given up, and recorded anew from then on. */
const MAX_HELD_BYTES = 64e6;
const BEHIND_BYTES = 4e6;
/** A recorder that fails is begun anew, but not endlessly. */
const MAX_FAILURES = 5;
const AFTER_FAILURE_MS = 2_000;
/** The server takes the last pieces for about so long after the end. */
const FAREWELL_MS = 10_000;

type Outcome = "taken" | "later" | "begin-anew" | "refused";

/** Records what goes out, and brings it to the server piece by piece while it is live. */
export class RoomRecorder {
  private recorder: MediaRecorder | null = null;
  private queue: { readonly session: string; readonly number: number; readonly body: Blob }[] = [];
  private held = 0;
  private failures = 0;
  private isPosting = false;
  private isWanted = false;
  /** After it was stopped: when what still waits is given up, in epoch ms. */
  private patientUntil = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly target: RoomRecorderTarget,
    private media: MediaStream,
    private readonly onChange: () => void,
  ) {}

  get state(): RecorderState {
    if (!this.isWanted) return "off";
    if (!typeOf()) return "unsupported";
    return this.held > BEHIND_BYTES ? "behind" : "on";
  }

  start(): void {
    if (this.isWanted) return;
    this.isWanted = true;
    this.begin();
    this.onChange();
  }

  /** What was recorded still goes out. */
  stop(): void {
    if (!this.isWanted) return;
    this.isWanted = false;
    this.patientUntil = Date.now() + FAREWELL_MS;
    clearTimeout(this.timer);
    this.end();
    this.onChange();
  }

  /** A recorder keeps its tracks: others are another run of it. */
  replace(media: MediaStream): void {
    const ids = (stream: MediaStream) => stream.getTracks().map(({ id }) => id);
    const isSame = ids(media).join() === ids(this.media).join();
    this.media = media;
    if (!this.isWanted || isSame) return;
    this.end();
    this.begin();
  }

  private begin(): void {
    const type = typeOf();
    if (!type || this.media.getVideoTracks().length === 0) return;
    const run = { session: randomId(), made: 0 };
    const recorder = new MediaRecorder(this.media, {
      mimeType: type,
      videoBitsPerSecond: VIDEO_KBPS * 1000,
      audioBitsPerSecond: AUDIO_KBPS * 1000,
      // Known to Chromium; others take their own.
      ...{ videoKeyFrameIntervalDuration: KEY_FRAME_MS },
    });
    recorder.ondataavailable = ({ data }) => this.keep(run, data);
    recorder.onerror = () => this.fail(recorder);
    recorder.onstop = () => this.fail(recorder);
    this.recorder = recorder;
    try {
      recorder.start(SLICE_MS);
    } catch {
      this.fail(recorder);
    }
  }

  /** Its last data comes afterwards. */
  private end(): void {
    const { recorder } = this;
    this.recorder = null;
    if (recorder && recorder.state !== "inactive") recorder.stop();
  }

  /** Also when a browser ends it by itself, e.g. because the picture got another size. */
  private fail(recorder: MediaRecorder): void {
    if (this.recorder !== recorder) return;
    this.end();
    this.failures += 1;
    if (!this.isWanted || this.failures > MAX_FAILURES) return this.onChange();
    this.timer = setTimeout(() => this.begin(), AFTER_FAILURE_MS);
  }

  /** Each run counts for itself: the last data of one may come after the next began. */
  private keep(run: { readonly session: string; made: number }, data: Blob): void {
    for (let at = 0; at < data.size; at += PIECE_BYTES) {
      const body = data.slice(at, at + PIECE_BYTES);
      this.queue.push({ session: run.session, number: run.made, body });
      run.made += 1;
      this.held += body.size;
    }
    if (this.held > MAX_HELD_BYTES) this.beginAnew();
    void this.post();
  }

  /** What waits is worthless without what was lost. */
  private beginAnew(): void {
    this.queue = [];
    this.held = 0;
    this.end();
    if (this.isWanted) this.timer = setTimeout(() => this.begin(), AFTER_FAILURE_MS);
  }

  private async post(): Promise<void> {
    if (this.isPosting) return;
    this.isPosting = true;
    let pauseMs = RETRY_MS.first;
    for (let piece = this.queue[0]; piece; piece = this.queue[0]) {
      const outcome = await this.send(piece.session, piece.number, piece.body);
      const isTooLate = !this.isWanted && Date.now() > this.patientUntil;
      if (outcome === "refused" || (outcome === "later" && isTooLate)) {
        this.queue = [];
        continue;
      }
      if (outcome === "begin-anew") this.beginAnew();
      if (outcome === "later") {
        await new Promise((resolve) => setTimeout(resolve, pauseMs * (0.5 + Math.random() / 2)));
        pauseMs = Math.min(RETRY_MS.longest, pauseMs * 2);
        continue;
      }
      pauseMs = RETRY_MS.first;
      if (this.queue[0] === piece) this.queue.shift();
      this.held = this.queue.reduce((sum, { body }) => sum + body.size, 0);
      this.onChange();
    }
    this.isPosting = false;
  }

  private async send(session: string, number: number, body: Blob): Promise<Outcome> {
    try {
      const { status } = await fetch(`${this.target.url}?session=${session}&piece=${number}`, {
        method: "POST",
        headers: { authorization: `Bearer ${this.target.streamKey}` },
        body,
        signal: AbortSignal.timeout(POST_MS),
      });
      if (status === 204) return "taken";
      if (status === 400 || status === 409) return "begin-anew";
      // 403 also while the host is about to come back to a server that was gone.
      return status === 401 || status === 413 ? "refused" : "later";
    } catch {
      return "later";
    }
  }
}

function typeOf(): string | null {
  if (!("MediaRecorder" in globalThis)) return null;
  return TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? null;
}
