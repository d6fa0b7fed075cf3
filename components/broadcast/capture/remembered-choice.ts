import { DEFAULT_HEIGHT, PICTURE_PLANS, type SoundChoice } from "../preflight/bitrate-plan";

/** What a creator chose last in this browser. */
export interface CaptureChoice {
  /** Device ids; null is whatever the browser prefers. */
  readonly camera: string | null;
  readonly microphone: string | null;
  /** Lines of the picture: one of `PICTURE_PLANS`. */
  readonly height: number;
  readonly sound: SoundChoice;
  /** Whether what goes out is also kept in this browser. */
  readonly keepsCopy: boolean;
}

const PLACE = "broadcast-devices";

export function recallChoice(): CaptureChoice {
  try {
    return readChoice(JSON.parse(localStorage.getItem(PLACE) ?? "null"));
  } catch {
    return readChoice(null);
  }
}

export function rememberChoice(choice: CaptureChoice): void {
  try {
    localStorage.setItem(PLACE, JSON.stringify(choice));
  } catch {
    // A browser that keeps nothing asks again the next time.
  }
}

/** Takes what it can use of whatever was kept, also by an older version. */
export function readChoice(kept: unknown): CaptureChoice {
  const { camera, microphone, height, sound, keepsCopy } = (kept ?? {}) as Record<string, unknown>;
  const id = (value: unknown) => (typeof value === "string" && value.length <= 256 ? value : null);
  return {
    camera: id(camera),
    microphone: id(microphone),
    height: PICTURE_PLANS.find((plan) => plan.height === height)?.height ?? DEFAULT_HEIGHT,
    sound: sound === "music" ? "music" : "voice",
    keepsCopy: keepsCopy !== false,
  };
}
