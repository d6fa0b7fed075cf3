import type { IngestTarget } from "@/lib/wire/playback";
import { Capture } from "./capture/capture";
import { createPublisher } from "./create-publisher";
import type { CardWords } from "./program/draw-card";
import { Program } from "./program/program";
import { SafetyRecorder } from "./recording/safety-recorder";
import { BroadcastSession } from "./session/broadcast-session";
import { watchForSleep } from "./session/sleep-watch";
import { claimStream } from "./session/tab-claim";
import { keepAwake } from "./session/wake-lock";
import { Store } from "./store";

export interface StudioOptions {
  readonly streamId: string;
  readonly cards: { readonly "pause-card": CardWords; readonly "sound-card": CardWords };
  readonly fetchTarget: () => Promise<IngestTarget | { readonly code: string }>;
}

/** Louder than a quiet room, on the scale of the meter. */
const HEARD = 0.35;

/** One stream's studio in this tab: what is captured, what goes out of it, and the sending. Knows no React. */
export class Studio {
  readonly capture = new Capture();
  readonly session: BroadcastSession;
  readonly program: Program;
  readonly recorder: SafetyRecorder;
  readonly store: Store<{ readonly wasHeard: boolean }> = new Store<{ readonly wasHeard: boolean }>({
    wasHeard: false,
  });
  private endings: (() => void)[] = [];
  private letSleep: (() => void) | null = null;

  constructor({ streamId, cards, fetchTarget }: StudioOptions) {
    this.recorder = new SafetyRecorder(streamId);
    this.program = new Program(this.capture, cards, async (media) => {
      this.followRecorder();
      await this.session.show(media);
    });
    this.session = new BroadcastSession({
      fetchTarget,
      createPublisher,
      media: () => this.program.store.get().media,
      claim: (options) => claimStream(streamId, options),
    });
    const retry = () => this.session.retryNow();
    window.addEventListener("online", retry);
    this.endings = [
      () => window.removeEventListener("online", retry),
      watchForSleep(() => this.session.restart()),
      this.session.store.subscribe(() => this.followSession()),
    ];
  }

  /** Camera and microphone as chosen, or one of them; asks the creator where the browser must. */
  async open(wanted: { readonly camera: boolean; readonly microphone: boolean }): Promise<void> {
    await this.capture.open(wanted);
    await this.program.settled();
  }

  toggle(switchName: "isMuted" | "isHidden" | "isPaused" | "wantsInset"): void {
    this.program.change({ [switchName]: !this.program.store.get()[switchName] });
  }

  /** A pause is one of something that is sent. */
  togglePause(): void {
    if (this.isOn) this.toggle("isPaused");
  }

  /** Must be called in a click or a press of a key. */
  toggleScreen(): void {
    if (this.capture.store.get().screen.track) this.capture.stopScreen();
    else void this.capture.shareScreen();
  }

  async chooseHeight(height: number): Promise<void> {
    await this.capture.chooseHeight(height);
    await this.program.settled();
    // The same tracks in another size need another bitrate.
    const { media } = this.program.store.get();
    if (media) await this.session.show(media);
  }

  keepCopy(keepsCopy: boolean): void {
    this.capture.decide({ keepsCopy });
    this.followRecorder();
  }

  /** Told by the meter: 0…1. */
  hear(level: number): void {
    if (level > HEARD) this.store.set({ wasHeard: true });
  }

  /** Stops sending and lets go of every device. */
  close(): void {
    this.session.stop();
    for (const end of this.endings) end();
    this.letSleep?.();
    this.recorder.stop();
    this.capture.close();
    this.program.close();
  }

  private get isOn(): boolean {
    const { phase } = this.session.store.get().state;
    return phase === "live" || phase === "reconnecting";
  }

  private followRecorder(): void {
    const { media } = this.program.store.get();
    if (this.isOn && media && this.capture.store.get().choice.keepsCopy) this.recorder.record(media);
    else this.recorder.stop();
  }

  private followSession(): void {
    const { phase } = this.session.store.get().state;
    const { isOn } = this;
    this.followRecorder();
    if (isOn) this.letSleep ??= keepAwake();
    else {
      this.letSleep?.();
      this.letSleep = null;
    }
    // The next start is a start, not the end of somebody's pause.
    if (phase === "off") this.program.change({ isPaused: false });
    if (phase === "ended") this.capture.close();
  }
}
