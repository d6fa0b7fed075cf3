/** Why a camera, a microphone or a screen gives nothing, in the words of what its owner can do about it. */
export type CaptureTrouble =
  /** The browser was told never to allow it on this site. */
  | "denied"
  /** The question was closed without an answer. */
  | "dismissed"
  /** The computer's own settings keep the browser out. */
  | "denied-by-system"
  | "absent"
  /** Another program holds it. */
  | "busy"
  | "unplugged"
  /** No HTTPS, or a browser without cameras. */
  | "unavailable"
  | "failed";

/** What a rejection of `getUserMedia` or `getDisplayMedia` means (Media Capture and Streams §10.2). */
export function troubleOf(error: unknown): CaptureTrouble {
  if (!(error instanceof Error)) return "failed";
  switch (error.name) {
    case "NotAllowedError":
    case "SecurityError":
      if (/system/i.test(error.message)) return "denied-by-system";
      return /dismissed/i.test(error.message) ? "dismissed" : "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "absent";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "failed";
  }
}
