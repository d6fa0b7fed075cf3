import { Agent, get } from "node:http";
import { gunzipSync } from "node:zlib";

/** What the viewers of one load process saw. */
export interface LoadTally {
  /** Time of each blocking playlist request, in ms. */
  readonly playlistMs: number[];
  partsFetched: number;
  bytes: number;
  readonly errors: string[];
}

interface Cursor {
  readonly mediaSequence: number;
  readonly part: number;
}

/**
 * One synthetic viewer of Low-Latency HLS: it asks for the next part's playlist (a delta where offered), which the
 * server holds back until there is one, and fetches each part as it appears, over connections that stay open.
 */
export async function watchHls(
  mediaPlaylistUrl: string,
  tally: LoadTally,
  stopped: () => boolean,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 2 });
  const fetched = new Set<string>();
  let query = "";
  let first = true;
  while (!stopped()) {
    const startedAt = performance.now();
    try {
      const text = (await request(new URL(mediaPlaylistUrl + query), agent, true)).toString();
      if (!first) tally.playlistMs.push(performance.now() - startedAt);
      const { next, parts } = readPlaylist(text);
      const fresh = parts.filter((part) => !fetched.has(part));
      for (const part of fresh) fetched.add(part);
      const wanted = first ? fresh.slice(-1) : fresh;
      for (const part of wanted) void fetchPart(new URL(part, mediaPlaylistUrl), agent, tally);
      query = `?_HLS_msn=${next.mediaSequence}&_HLS_part=${next.part}&_HLS_skip=YES`;
      first = false;
    } catch (error) {
      if (!stopped()) tally.errors.push(String(error));
      await new Promise((resolve) => setTimeout(resolve, 200)); // A viewer's player does not hammer a failing server.
    }
    if (fetched.size > 1000) fetched.clear();
  }
  agent.destroy();
}

async function fetchPart(url: URL, agent: Agent, tally: LoadTally): Promise<void> {
  try {
    const part = await request(url, agent, false);
    tally.bytes += part.length;
    tally.partsFetched += 1;
  } catch (error) {
    tally.errors.push(String(error));
  }
}

/** The part after the last one listed, and the parts' names in order. */
export function readPlaylist(text: string): { next: Cursor; parts: string[] } {
  let mediaSequence = Number(/#EXT-X-MEDIA-SEQUENCE:(\d+)/.exec(text)?.[1] ?? Number.NaN);
  mediaSequence += Number(/#EXT-X-SKIP:SKIPPED-SEGMENTS=(\d+)/.exec(text)?.[1] ?? 0);
  let part = 0;
  const parts: string[] = [];
  for (const line of text.split("\n")) {
    if (line.startsWith("#EXT-X-PART:")) {
      parts.push(/URI="([^"]+)"/.exec(line)?.[1] ?? "");
      part += 1;
    } else if (line.startsWith("#EXTINF:")) {
      mediaSequence += 1;
      part = 0;
    }
  }
  if (Number.isNaN(mediaSequence)) throw new Error("not a media playlist");
  return { next: { mediaSequence, part }, parts };
}

function request(url: URL, agent: Agent, compressed: boolean): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const headers = compressed ? { "accept-encoding": "gzip" } : {};
    const outgoing = get(url, { agent, headers, timeout: 5000 }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        if (response.statusCode !== 200)
          return reject(new Error(`${response.statusCode} for ${url.pathname}${url.search}`));
        const body = Buffer.concat(chunks);
        resolve(response.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body);
      });
    });
    outgoing.on("timeout", () => outgoing.destroy(new Error(`timeout for ${url.pathname}${url.search}`)));
    outgoing.on("error", reject);
  });
}
