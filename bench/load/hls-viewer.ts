import { gunzipSync } from "node:zlib";
import { RawHttp } from "./raw-http";

/** What the viewers of one load process saw. */
export interface LoadTally {
  /** Time of each blocking playlist request, in ms. */
  readonly playlistMs: number[];
  partsFetched: number;
  bytes: number;
  readonly errors: string[];
  /** Told whenever a playlist with a new part has come. */
  readonly onPart?: () => void;
}

interface Cursor {
  readonly mediaSequence: number;
  readonly part: number;
}

interface Playlist {
  readonly next: Cursor;
  readonly parts: readonly string[];
}

/** All viewers of a process ask for the same playlists: each is unpacked and read once, whoever fetched it. */
const known = new Map<string, Playlist>();

/**
 * One synthetic viewer of Low-Latency HLS: it asks for the next part's playlist (a delta where offered), which the
 * server holds back until there is one, and fetches each part as it appears, over two connections that stay open.
 */
export async function watchHls(
  mediaPlaylistUrl: string,
  tally: LoadTally,
  stopped: () => boolean,
  localAddress?: string,
): Promise<void> {
  const url = new URL(mediaPlaylistUrl);
  const folder = url.pathname.slice(0, url.pathname.lastIndexOf("/") + 1);
  const open = () => new RawHttp(url.host, Number(url.port), localAddress);
  let playlists = open();
  let parts = new PartFetcher(open(), folder, tally);
  let query = "";
  while (!stopped()) {
    const startedAt = performance.now();
    try {
      const { next, parts: listed } = await fetchPlaylist(playlists, url.pathname, query);
      const isFirst = query === "";
      if (!isFirst) tally.playlistMs.push(performance.now() - startedAt);
      tally.onPart?.();
      parts.want(isFirst ? listed.slice(-1) : listed);
      query = `?_HLS_msn=${next.mediaSequence}&_HLS_part=${next.part}&_HLS_skip=YES`;
    } catch (error) {
      if (stopped()) break;
      tally.errors.push(String(error));
      await new Promise((resolve) => setTimeout(resolve, 200)); // A viewer's player does not hammer a failing server.
      playlists.close();
      parts.close();
      playlists = open();
      parts = new PartFetcher(open(), folder, tally);
      query = "";
    }
  }
  playlists.close();
  parts.close();
}

/** Fetches parts one after the other, each once. */
class PartFetcher {
  private newest = "";
  private readonly queue: string[] = [];

  constructor(
    private readonly connection: RawHttp,
    private readonly folder: string,
    private readonly tally: LoadTally,
  ) {}

  want(listed: readonly string[]): void {
    this.queue.push(...listed.slice(listed.indexOf(this.newest) + 1));
    this.newest = listed.at(-1) ?? this.newest;
    if (!this.connection.isBusy) void this.work();
  }

  close(): void {
    this.queue.length = 0;
    this.connection.close();
  }

  private async work(): Promise<void> {
    for (let part = this.queue.shift(); part !== undefined; part = this.queue.shift()) {
      try {
        const { status, bytes } = await this.connection.get(this.folder + part, {
          keepsBody: false,
          gzip: false,
        });
        if (status !== 200) throw new Error(`${status} for ${part}`);
        this.tally.bytes += bytes;
        this.tally.partsFetched += 1;
      } catch (error) {
        this.tally.errors.push(String(error));
        return;
      }
    }
  }
}

async function fetchPlaylist(connection: RawHttp, path: string, query: string): Promise<Playlist> {
  const { status, body, isGzip } = await connection.get(path + query, { keepsBody: true, gzip: true });
  if (status !== 200 || !body) throw new Error(`${status} for ${path}${query}`);
  const cached = query === "" ? undefined : known.get(query);
  if (cached) return cached;
  const playlist = readPlaylist((isGzip ? gunzipSync(body) : body).toString());
  if (known.size > 100) known.clear();
  known.set(query, playlist);
  return playlist;
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
