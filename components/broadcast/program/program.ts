import type { Capture, CaptureState } from "../capture/capture";
import { planOf } from "../preflight/bitrate-plan";
import { Store } from "../store";
import { choosePicture, type Picture } from "./choose-picture";
import { composeCard, composeInset } from "./compose";
import { type CardWords, drawCard } from "./draw-card";
import { Sound } from "./sound";

export interface ProgramState {
  readonly isMuted: boolean;
  readonly isHidden: boolean;
  readonly isPaused: boolean;
  readonly wantsInset: boolean;
  readonly picture: Picture;
  /** One picture and one sound, always both; null until there was something to show. */
  readonly media: MediaStream | null;
}

type Cards = Readonly<Record<Extract<Picture, `${string}-card`>, CardWords>>;

interface Part {
  readonly key: string;
  readonly track: MediaStreamTrack;
  close(): void;
}

/** What goes out, made of what is captured: which picture, which sound. Knows no React and sends nothing anywhere. */
export class Program {
  readonly store = new Store<ProgramState>({
    isMuted: false,
    isHidden: false,
    isPaused: false,
    wantsInset: true,
    picture: "sound-card",
    media: null,
  });
  private video: Part | null = null;
  private audio: Part | null = null;
  private madeSound: Sound | null = null;
  private work: Promise<void> = Promise.resolve();
  private isClosed = false;
  private readonly forget: () => void;

  /** `show` is called with each new pair of tracks; those before are stopped when it has resolved. */
  constructor(
    private readonly capture: Capture,
    private readonly cards: Cards,
    private readonly show: (media: MediaStream) => Promise<void>,
  ) {
    this.forget = capture.store.subscribe(() => this.change({}));
  }

  get sound(): Sound {
    this.madeSound ??= new Sound();
    return this.madeSound;
  }

  change(wish: Partial<Pick<ProgramState, "isMuted" | "isHidden" | "isPaused" | "wantsInset">>): void {
    this.store.set(wish);
    this.switchTracks();
    this.work = this.work.then(() => this.assemble()).catch(() => undefined);
  }

  /** Resolves when all changes so far are on their way out. */
  settled(): Promise<void> {
    return this.work;
  }

  close(): void {
    this.isClosed = true;
    this.forget();
    this.video?.close();
    this.audio?.close();
    this.madeSound?.close();
  }

  /** At once, before anything else is made: who mutes themselves is silent from that moment. */
  private switchTracks(): void {
    const { isMuted, isHidden, isPaused } = this.store.get();
    const { camera, microphone, screenSound } = this.capture.store.get();
    if (microphone.track) microphone.track.enabled = !isMuted && !isPaused;
    if (screenSound) screenSound.enabled = !isPaused;
    if (camera.track) camera.track.enabled = !isHidden && !isPaused;
  }

  private async assemble(): Promise<void> {
    const captured = this.capture.store.get();
    if (this.isClosed || captured.phase !== "ready") return;
    const { isHidden, isPaused, wantsInset } = this.store.get();
    const picture = choosePicture({
      hasCamera: captured.camera.track !== null,
      hasScreen: captured.screen.track !== null,
      wantsInset,
      isHidden,
      isPaused,
    });
    const before = [this.video, this.audio];
    this.video = await this.pictureAs(picture, captured);
    this.audio = this.soundOf(captured);
    const replaced = before.filter((part) => part && part !== this.video && part !== this.audio);
    const isNew = this.video !== before[0] || this.audio !== before[1];
    if (isNew) {
      const media = new MediaStream([this.video.track, this.audio.track]);
      this.store.set({ picture, media });
      await this.show(media);
    }
    for (const part of replaced) part?.close();
    if (this.isClosed) this.close();
  }

  private async pictureAs(picture: Picture, { camera, screen, choice }: CaptureState): Promise<Part> {
    const { width, height } = planOf(choice.height);
    const key = [picture, camera.track?.id, screen.track?.id, height].join();
    if (this.video?.key === key) return this.video;
    if (picture === "camera" && camera.track) return { key, track: camera.track, close() {} };
    if (picture === "screen" && screen.track) return { key, track: screen.track, close() {} };
    if (picture === "screen-with-camera" && screen.track && camera.track)
      return { key, ...(await composeInset(screen.track, camera.track, { width, height })) };
    const words = this.cards[picture === "pause-card" ? picture : "sound-card"];
    return { key, ...(await composeCard(await drawCard(words, { width, height }))) };
  }

  private soundOf({ microphone, screenSound }: CaptureState): Part {
    const heard = [microphone.track, screenSound].filter((track) => track !== null);
    const key = heard.map(({ id }) => id).join() || "silence";
    if (this.audio?.key === key) return this.audio;
    const [first] = heard;
    if (!first) return { key, track: this.sound.silence(), close() {} };
    if (heard.length === 1 && first === microphone.track) return { key, track: first, close() {} };
    const mixed = this.sound.mix(heard);
    return { key, ...mixed };
  }
}
