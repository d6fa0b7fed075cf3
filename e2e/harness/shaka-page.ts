import { readPackageFile, type ServedPage, servePage } from "../../bench/peers/serve-page";

/** Serves one page on loopback that plays a DASH manifest in Shaka Player as it comes; `playerErrors` holds what it said. */
export async function serveShakaPage(manifestUrl: string): Promise<ServedPage> {
  return servePage(
    await readPackageFile("shaka-player/dist/shaka-player.compiled.js"),
    `window.playerErrors = [];
const note = (error) => playerErrors.push(error.code + " " + JSON.stringify(error.data ?? error.message));
const player = new shaka.Player();
window.player = player;
player.addEventListener("error", (event) => note(event.detail));
player.attach(document.querySelector("video"))
  .then(() => player.load(${JSON.stringify(manifestUrl)}))
  .then(() => document.querySelector("video").play())
  .catch(note);`,
  );
}
