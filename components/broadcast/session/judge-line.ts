import type { PublishFigures } from "../publisher";

/** How the sending goes, in one word; `broadcastStudio.line.verdict` has the sentence. */
export type LineVerdict = "measuring" | "good" | "slow-line" | "lossy-line" | "busy-computer";

/** From here on viewers see it, whatever is repaired. */
const LOSSY = 0.05;

export function judgeLine(figures: PublishFigures | null): LineVerdict {
  if (!figures || figures.videoKbps === null) return "measuring";
  if (figures.limitedBy === "bandwidth") return "slow-line";
  if ((figures.lossRatio ?? 0) >= LOSSY) return "lossy-line";
  return figures.limitedBy === "cpu" ? "busy-computer" : "good";
}
