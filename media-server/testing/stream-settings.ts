import type { StreamSettings } from "../../lib/wire/stream-settings";

/** An open stream without anything extra. */
export function streamSettings(change: Partial<StreamSettings> = {}): StreamSettings {
  return {
    reconnectWindowMs: 30_000,
    dvrWindowMs: 20_000,
    ladder: [],
    record: false,
    isPreview: false,
    access: { kind: "open" },
    ...change,
  };
}
