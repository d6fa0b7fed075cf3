import { Store } from "../store";
import { type CaptureTrouble, troubleOf } from "./capture-trouble";
import { cameraConstraints, microphoneConstraints, pictureConstraints } from "./constraints";
import { type CaptureChoice, recallChoice, rememberChoice } from "./remembered-choice";

export interface Device {
  readonly id: string;
  /** Empty until the browser was allowed to tell. */
  readonly label: string;
}

/** One source: its track while it gives something, or why it doesn't. Both null: nobody asked for it. */
export interface Source {
  readonly track: MediaStreamTrack | null;
  readonly trouble: CaptureTrouble | null;
}

export interface CaptureState {
  readonly phase: "idle" | "asking" | "ready";
  readonly camera: Source;
  readonly microphone: Source;
  readonly screen: Source;
  /** What the shared tab or computer plays, when the browser gives it. */
  readonly screenSound: MediaStreamTrack | null;
  readonly cameras: readonly Device[];
  readonly microphones: readonly Device[];
  readonly choice: CaptureChoice;
}

type Kind = "camera" | "microphone";

const NOTHING: Source = { track: null, trouble: null };

/** The creator's camera, microphone and screen. Knows no React and sends nothing anywhere. */
export class Capture {
  readonly store = new Store<CaptureState>({
    phase: "idle",
    camera: NOTHING,
    microphone: NOTHING,
    screen: NOTHING,
    screenSound: null,
    cameras: [],
    microphones: [],
    choice: recallChoice(),
  });
  private isClosed = false;

  constructor() {
    navigator.mediaDevices?.addEventListener("devicechange", this.refresh);
  }

  /** Asks for what is wanted; the browser may ask its user. Never rejects: the state tells what came of it. */
  async open(wanted: { readonly camera: boolean; readonly microphone: boolean }): Promise<void> {
    this.store.set({ phase: "asking" });
    const kinds: Kind[] = [
      ...(wanted.camera ? (["camera"] as const) : []),
      ...(wanted.microphone ? (["microphone"] as const) : []),
    ];
    const trouble = await this.openTogether(kinds);
    // One missing or busy device refuses both; each for itself may still come.
    if (trouble === "absent" || trouble === "busy")
      for (const kind of kinds) await this.reopen(kind, "ideal");
    else if (trouble) for (const kind of kinds) this.put(kind, { track: null, trouble });
    await this.refresh();
    const { camera, microphone, screen } = this.store.get();
    const hasSomething = [camera, microphone, screen].some(({ track }) => track);
    this.store.set({ phase: hasSomething ? "ready" : "idle" });
  }

  async choose(kind: Kind, deviceId: string): Promise<void> {
    this.decide({ [kind]: deviceId });
    await this.reopen(kind, "exact");
    await this.refresh();
  }

  /** Lets go of the camera or the microphone; its light goes out. */
  release(kind: Kind): void {
    this.put(kind, NOTHING);
  }

  /** Another size for the running camera, without a new one. */
  async chooseHeight(height: number): Promise<void> {
    this.decide({ height });
    const { track } = this.store.get().camera;
    // A camera that can't comes as near as it can; then nothing changes.
    await track?.applyConstraints(pictureConstraints(height)).catch(() => undefined);
  }

  async chooseSound(sound: CaptureChoice["sound"]): Promise<void> {
    this.decide({ sound });
    if (this.store.get().microphone.track) await this.reopen("microphone", "ideal");
  }

  /** Must be called in a click. Closing the browser's question is no trouble. */
  async shareScreen(): Promise<void> {
    try {
      const media = await navigator.mediaDevices.getDisplayMedia({
        video: { frameRate: { ideal: 30, max: 30 } },
        audio: true,
      });
      const [track = null] = media.getVideoTracks();
      const [sound = null] = media.getAudioTracks();
      if (this.isClosed) return media.getTracks().forEach((one) => void one.stop());
      if (track) track.contentHint = "detail";
      track?.addEventListener("ended", () => this.stopScreen());
      this.stopScreen();
      this.store.set({ screen: { track, trouble: null }, screenSound: sound, phase: "ready" });
    } catch (error) {
      const trouble = troubleOf(error);
      const isNo = trouble === "denied" || trouble === "dismissed";
      this.store.set({ screen: { track: this.store.get().screen.track, trouble: isNo ? null : trouble } });
    }
  }

  stopScreen(): void {
    const { screen, screenSound } = this.store.get();
    screen.track?.stop();
    screenSound?.stop();
    this.store.set({ screen: NOTHING, screenSound: null });
  }

  close(): void {
    this.isClosed = true;
    navigator.mediaDevices?.removeEventListener("devicechange", this.refresh);
    this.stopScreen();
    this.release("camera");
    this.release("microphone");
  }

  /** The list of devices; one that was pulled out and is back again is used again. */
  private readonly refresh = async (): Promise<void> => {
    const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => null)) ?? [];
    if (this.isClosed) return;
    const of = (kind: MediaDeviceKind) =>
      devices
        .filter((device) => device.kind === kind)
        .map(({ deviceId, label }) => ({ id: deviceId, label }));
    this.store.set({ cameras: of("videoinput"), microphones: of("audioinput") });
    const { camera, microphone, cameras, microphones, choice } = this.store.get();
    const isBack = (source: Source, list: readonly Device[], id: string | null) =>
      source.trouble === "unplugged" && list.some((device) => device.id === id);
    if (isBack(camera, cameras, choice.camera)) await this.reopen("camera", "exact");
    if (isBack(microphone, microphones, choice.microphone)) await this.reopen("microphone", "exact");
  };

  /** Remembered for the next time in this browser. */
  decide(change: Partial<CaptureChoice>): void {
    const choice = { ...this.store.get().choice, ...change };
    this.store.set({ choice });
    rememberChoice(choice);
  }

  private async openTogether(kinds: readonly Kind[]): Promise<CaptureTrouble | null> {
    const { choice } = this.store.get();
    if (!navigator.mediaDevices) return "unavailable";
    try {
      const media = await navigator.mediaDevices.getUserMedia({
        video: kinds.includes("camera") && cameraConstraints(choice, "ideal"),
        audio: kinds.includes("microphone") && microphoneConstraints(choice, "ideal"),
      });
      if (kinds.includes("camera")) this.take("camera", media.getVideoTracks()[0]);
      if (kinds.includes("microphone")) this.take("microphone", media.getAudioTracks()[0]);
      return null;
    } catch (error) {
      return troubleOf(error);
    }
  }

  private async reopen(kind: Kind, which: "ideal" | "exact"): Promise<void> {
    const { choice } = this.store.get();
    const ask = () =>
      navigator.mediaDevices.getUserMedia(
        kind === "camera"
          ? { video: cameraConstraints(choice, which) }
          : { audio: microphoneConstraints(choice, which) },
      );
    try {
      const media = await ask().catch((error: unknown) => {
        // Some phones run one camera at a time.
        if (troubleOf(error) !== "busy" || !this.store.get()[kind].track) throw error;
        this.release(kind);
        return ask();
      });
      this.take(kind, media.getTracks()[0]);
    } catch (error) {
      const { track } = this.store.get()[kind];
      // What runs goes on; the trouble is told beside it.
      this.store.set({ [kind]: { track, trouble: troubleOf(error) } });
    }
  }

  private take(kind: Kind, track: MediaStreamTrack | undefined): void {
    if (!track) return this.put(kind, { track: null, trouble: "absent" });
    if (this.isClosed) return track.stop();
    const { choice } = this.store.get();
    track.contentHint = kind === "camera" ? "motion" : choice.sound === "music" ? "music" : "speech";
    track.addEventListener("ended", () => {
      if (this.store.get()[kind].track === track) this.put(kind, { track: null, trouble: "unplugged" });
    });
    // Which one it is is known from here on, so that it is found again when it is plugged in again.
    this.decide({ [kind]: track.getSettings().deviceId ?? choice[kind] });
    this.put(kind, { track, trouble: null });
  }

  private put(kind: Kind, source: Source): void {
    const { track } = this.store.get()[kind];
    this.store.set({ [kind]: source });
    if (track !== source.track) track?.stop();
  }
}
