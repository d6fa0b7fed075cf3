import type { DestinationFact } from "./check-destination";

export type CheckGrade = "good" | "fair" | "poor" | "waiting" | "unknown";

export interface PreflightFacts {
  readonly hasCamera: boolean;
  readonly hasScreen: boolean;
  readonly hasMicrophone: boolean;
  /** Whether the microphone was ever louder than a quiet room. */
  readonly wasHeard: boolean;
  readonly destination: DestinationFact;
  /** The server takes this stream in from somewhere. */
  readonly isOnAir: boolean;
  readonly isOtherTab: boolean;
  readonly isBlocked: boolean;
  /** The try at sending found no way through, and there is no other way. */
  readonly isPathBlocked: boolean;
}

/** One line of the list; `word` has a sentence in `broadcastStudio.checks`. */
export type Check =
  | {
      readonly id: "picture";
      readonly grade: "good" | "fair";
      readonly word: "cameraReady" | "screenReady" | "noPicture";
    }
  | {
      readonly id: "sound";
      readonly grade: "good" | "fair" | "waiting";
      readonly word: "heard" | "notHeard" | "noSound";
    }
  | {
      readonly id: "destination";
      readonly grade: CheckGrade;
      readonly word: "serverChecking" | "serverOpen" | "serverAway";
    }
  | {
      readonly id: "elsewhere";
      readonly grade: "good" | "poor";
      readonly word: "nowhereElse" | "otherTab" | "otherEncoder";
    };

/** Why *Go live* can't be pressed. */
export type Blocker =
  | "blocked"
  | "nothing-to-send"
  | "checking"
  | "server-away"
  | "no-path"
  | "other-tab"
  | "other-encoder";

/** What is known before going live, and whether anything stands in the way. */
export function judgePreflight(facts: PreflightFacts): {
  readonly checks: readonly Check[];
  readonly blocker: Blocker | null;
} {
  return {
    checks: [pictureCheck(facts), soundCheck(facts), destinationCheck(facts), elsewhereCheck(facts)],
    blocker: blockerOf(facts),
  };
}

function blockerOf(facts: PreflightFacts): Blocker | null {
  if (facts.isBlocked) return "blocked";
  if (!facts.hasCamera && !facts.hasScreen && !facts.hasMicrophone) return "nothing-to-send";
  if (facts.isOtherTab) return "other-tab";
  if (facts.isOnAir) return "other-encoder";
  if (facts.destination === "checking") return "checking";
  if (facts.destination === "unreachable") return "server-away";
  return facts.isPathBlocked ? "no-path" : null;
}

function pictureCheck({ hasCamera, hasScreen }: PreflightFacts): Check {
  if (hasScreen) return { id: "picture", grade: "good", word: "screenReady" };
  return hasCamera
    ? { id: "picture", grade: "good", word: "cameraReady" }
    : { id: "picture", grade: "fair", word: "noPicture" };
}

function soundCheck({ hasMicrophone, wasHeard }: PreflightFacts): Check {
  if (!hasMicrophone) return { id: "sound", grade: "fair", word: "noSound" };
  return wasHeard
    ? { id: "sound", grade: "good", word: "heard" }
    : { id: "sound", grade: "waiting", word: "notHeard" };
}

function destinationCheck({ destination }: PreflightFacts): Check {
  if (destination === "checking") return { id: "destination", grade: "waiting", word: "serverChecking" };
  return destination === "open"
    ? { id: "destination", grade: "good", word: "serverOpen" }
    : { id: "destination", grade: "poor", word: "serverAway" };
}

function elsewhereCheck({ isOtherTab, isOnAir }: PreflightFacts): Check {
  if (isOtherTab) return { id: "elsewhere", grade: "poor", word: "otherTab" };
  return isOnAir
    ? { id: "elsewhere", grade: "poor", word: "otherEncoder" }
    : { id: "elsewhere", grade: "good", word: "nowhereElse" };
}
