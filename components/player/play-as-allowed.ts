/**
 * Plays with sound, else without, as the browser's autoplay policy lets it: `muted` when only silence was
 * allowed, `refused` when the viewer has to ask for it.
 */
export async function playAsAllowed(video: HTMLVideoElement): Promise<"playing" | "muted" | "refused"> {
  if (await isAllowed(video)) return "playing";
  if (video.muted) return "refused";
  video.muted = true;
  if (await isAllowed(video)) return "muted";
  video.muted = false;
  return "refused";
}

/** False only for a policy's no; a play that a new source interrupted is asked for again by whoever set it. */
async function isAllowed(video: HTMLVideoElement): Promise<boolean> {
  try {
    await video.play();
    return true;
  } catch (error) {
    return !(error instanceof DOMException && error.name === "NotAllowedError");
  }
}
