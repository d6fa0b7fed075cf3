import "server-only";
import { env } from "./env";

/** Where browsers find the script that plays ahead of the page; undefined in development, which has none. */
export function earlyPlayerPath(): string | undefined {
  return env().EARLY_PLAYER_PATH;
}
