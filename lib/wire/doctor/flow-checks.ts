import { type Check, issue, toSeconds } from "./ingest-under-test";

const SHOWN_MS = 30_000;
const SLOW_MS = 1_500;
const STUCK_MS = 5_000;
/** Players keep little more than this in hand when they are close to live. */
const JITTER_MS = 150;
const DROPS = 5;

export const checkConnection: Check = ({ facts: { lagMs, jitterMs, recentlyDropped } }) => {
  const dropped = (recentlyDropped ?? 0) > DROPS ? recentlyDropped : null;
  const drops = dropped === null ? [] : [issue("frames-dropped", "warning", { frames: dropped })];
  if (lagMs !== null && lagMs > SLOW_MS) {
    const severity = lagMs > STUCK_MS ? "critical" : "warning";
    return [...drops, issue("uplink-slow", severity, { seconds: toSeconds(lagMs) })];
  }
  if (jitterMs === null || jitterMs < JITTER_MS) return drops;
  return [...drops, issue("clock-jitter", "info", { ms: Math.round(jitterMs) })];
};

export const checkClock: Check = ({ facts: { sinceJumpMs } }) =>
  sinceJumpMs !== null && sinceJumpMs < SHOWN_MS ? [issue("timestamps-backwards", "warning")] : [];
