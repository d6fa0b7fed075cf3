/** Whether the document's Permissions-Policy forbids cameras. False where the browser doesn't tell, and enforces nothing. */
export function isRefusedHere(): boolean {
  // Chromium's name for it; not in TypeScript's library.
  const policy: unknown = Reflect.get(document, "featurePolicy");
  if (typeof policy !== "object" || policy === null || !("allowsFeature" in policy)) return false;
  return typeof policy.allowsFeature === "function" && !policy.allowsFeature("camera");
}
