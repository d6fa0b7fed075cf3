export type BrowserFamily = "chromium" | "firefox" | "safari" | "other";

/** Where this browser keeps its permissions: the steps differ, and nothing but the name tells. */
export function browserFamily(agent = navigator.userAgent): BrowserFamily {
  if (/firefox|fxios/i.test(agent)) return "firefox";
  if (/chrome|chromium|crios|edg/i.test(agent)) return "chromium";
  return /safari/i.test(agent) ? "safari" : "other";
}
