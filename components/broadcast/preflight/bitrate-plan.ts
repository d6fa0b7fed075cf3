/** How large a picture is sent, and what it takes. */
export interface PicturePlan {
  /** Lines of the picture; also its name. */
  readonly height: number;
  readonly width: number;
  readonly framesPerSecond: number;
  /** At most; the browser sends less when the picture allows. */
  readonly videoKbps: number;
}

export type SoundChoice = "voice" | "music";

/** Largest first. */
export const PICTURE_PLANS = [
  { height: 1080, width: 1920, framesPerSecond: 30, videoKbps: 4_500 },
  { height: 720, width: 1280, framesPerSecond: 30, videoKbps: 2_500 },
  { height: 480, width: 854, framesPerSecond: 30, videoKbps: 1_200 },
  { height: 360, width: 640, framesPerSecond: 30, videoKbps: 700 },
  { height: 240, width: 426, framesPerSecond: 20, videoKbps: 150 },
] as const satisfies readonly PicturePlan[];

export const DEFAULT_HEIGHT = 720;

/** Of what a line carries, this much is used: the rest is for its bad moments and for repairs. */
const SHARE_OF_LINE = 0.8;

const SOUND_KBPS: Record<SoundChoice, number> = { voice: 48, music: 128 };

/** Of the sound, at most. */
export function audioKbps(sound: SoundChoice): number {
  return SOUND_KBPS[sound];
}

/** The plan for a picture of so many lines: the smallest that is not smaller than it. */
export function planOf(height: number): PicturePlan {
  const fitting = PICTURE_PLANS.filter((plan) => plan.height >= height);
  return fitting.at(-1) ?? PICTURE_PLANS[0];
}

/** What a line must carry for it, in kbit/s. */
export function neededKbps(plan: PicturePlan, sound: SoundChoice): number {
  return Math.ceil((plan.videoKbps + audioKbps(sound)) / SHARE_OF_LINE);
}

/** The largest picture that a line carries, no larger than `most` lines; null when it carries not even the smallest. */
export function largestPlanFor(lineKbps: number, sound: SoundChoice, most: number): PicturePlan | null {
  return PICTURE_PLANS.find((plan) => plan.height <= most && neededKbps(plan, sound) <= lineKbps) ?? null;
}
