import type { QualityWish } from "./quality";

const KEY = "player.quality";

/** What this viewer chose last, on this device. */
export function rememberedQuality(): QualityWish {
  try {
    const stored = localStorage.getItem(KEY);
    return stored && /^[a-z0-9]{2,16}$/.test(stored) ? stored : "auto";
  } catch {
    // Storage may be forbidden; then nothing is remembered.
    return "auto";
  }
}

export function rememberQuality(wish: QualityWish): void {
  try {
    localStorage.setItem(KEY, wish);
  } catch {
    // See above.
  }
}
