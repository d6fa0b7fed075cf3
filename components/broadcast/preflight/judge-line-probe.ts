import { largestPlanFor, neededKbps, type PicturePlan, type SoundChoice } from "./bitrate-plan";
import type { LineFact } from "./probe-line";

/** What a try at sending says about the chosen picture. Words are in `broadcastStudio.probe`. */
export interface ProbeVerdict {
  readonly line:
    | "none"
    | "measuring"
    | "good"
    | "lossy"
    | "slow"
    | "too-slow"
    | "no-path"
    | "away"
    | "busy"
    | "unknown";
  readonly encoder: "none" | "measuring" | "good" | "slow" | "unknown";
  /** A picture that fits, when the chosen one doesn't. */
  readonly better: PicturePlan | null;
}

const LOSSY = 0.05;
/** An encoder that takes longer than this share of a picture's time has nothing left for a busy moment. */
const SHARE_OF_FRAME = 0.8;
/** Of the test picture's frames, this many must get out. */
const SHARE_OF_FRAMES = 0.7;

/** Encoders stay a little below what they are allowed. */
const AS_GOOD_AS = 0.85;

export function judgeProbe(fact: LineFact, plan: PicturePlan, sound: SoundChoice): ProbeVerdict {
  if (fact.state === "none" || fact.state === "measuring")
    return { line: fact.state, encoder: fact.state, better: null };
  if (fact.state === "failed") return { line: wordFor(fact.trouble), encoder: "unknown", better: null };
  const isCarried = (fact.lineKbps ?? 0) >= neededKbps(plan, sound) * AS_GOOD_AS;
  const encoder = judgeEncoder(fact, plan, isCarried);
  const smaller = encoder === "slow" ? plan.height - 1 : plan.height;
  if (fact.lineKbps === null) return { line: "unknown", encoder, better: null };
  const better =
    isCarried && encoder !== "slow" ? null : largestPlanFor(fact.lineKbps / AS_GOOD_AS, sound, smaller);
  if (!isCarried) return { line: better ? "slow" : "too-slow", encoder, better };
  return { line: (fact.lossRatio ?? 0) >= LOSSY ? "lossy" : "good", encoder, better };
}

function judgeEncoder(
  { framesPerSecond, encodeMs }: Extract<LineFact, { state: "measured" }>,
  plan: PicturePlan,
  isCarried: boolean,
): "good" | "slow" | "unknown" {
  if (framesPerSecond === null || encodeMs === null) return "unknown";
  if (framesPerSecond >= plan.framesPerSecond * SHARE_OF_FRAMES) return "good";
  // On a full line pictures are left out for its sake.
  return isCarried || encodeMs > (1000 / plan.framesPerSecond) * SHARE_OF_FRAME ? "slow" : "unknown";
}

function wordFor(trouble: string): "no-path" | "away" | "busy" | "unknown" {
  if (trouble === "no-path" || trouble === "lost") return "no-path";
  if (trouble === "refused") return "busy";
  return trouble === "unreachable" ? "away" : "unknown";
}
