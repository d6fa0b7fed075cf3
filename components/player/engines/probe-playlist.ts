import type { Trouble } from "../engine";

const TIMEOUT_MS = 5000;

/** Null when the playlist at `url` answers with success. */
export async function probePlaylist(url: string): Promise<Trouble | null> {
  try {
    const response = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(TIMEOUT_MS) });
    await response.body?.cancel();
    return response.ok ? null : { kind: "missing", status: response.status };
  } catch {
    return { kind: "unreachable" };
  }
}
