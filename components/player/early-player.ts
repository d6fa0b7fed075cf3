import { type EarlyPlayer, readEarlySources } from "./early";
import { hlsEngine } from "./engines/hls";
import { whepEngine } from "./engines/whep";
import { mountPlayer } from "./mount";

/**
 * A script of its own, without React, that a page with a stream on air names in its head: it plays what the server
 * rendered while the rest of the page is still being loaded. React adopts the running session later.
 */
const early: EarlyPlayer = { engines: { hls: hlsEngine, whep: whepEngine }, sessions: new WeakMap() };
window.annPaleEarlyPlayer = early;

function startAll(): void {
  for (const video of document.querySelectorAll<HTMLVideoElement>("video[data-early-sources]")) {
    early.sessions.set(video, mountPlayer(video, readEarlySources(video)));
  }
}

if (document.querySelector("video[data-early-sources]")) startAll();
else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startAll);
