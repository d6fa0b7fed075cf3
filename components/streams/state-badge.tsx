import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { BroadcastState } from "@/lib/wire/stream-state";

const TONES: Record<BroadcastState, BadgeTone> = {
  idle: "plain",
  ready: "accent",
  connecting: "accent",
  preview: "accent",
  live: "live",
  reconnecting: "fair",
  ended: "plain",
  processing: "plain",
  "replay-ready": "good",
  blocked: "rust",
};

/** The state as a word; red only while live. */
export function StateBadge({ state, word }: { state: BroadcastState; word: string }) {
  return (
    <Badge tone={TONES[state]} className={state === "live" ? "tracking-wide uppercase" : undefined}>
      {state === "live" ? <span aria-hidden className="breathe size-1.5 rounded-full bg-white" /> : null}
      {word}
    </Badge>
  );
}
