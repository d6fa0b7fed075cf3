import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startChild } from "../measure/child-process";
import { freePort } from "../measure/free-port";
import { findDescendant } from "../measure/process-cpu";
import { waitFor } from "../measure/wait-for";
import type { Peer } from "./peer";

export interface Product extends Peer {
  /** The stream's address on the media server, without a slash at the end. */
  readonly streamUrl: string;
  /** Where publishers by WHIP send to, with the stream key as bearer token. */
  readonly whipUrl: string;
  readonly streamKey: string;
  /** Of a stream in a room: where its host goes. */
  readonly roomUrl: string;
  /** Of a stream in a room that is live: where a viewer of their own goes. */
  roomFor(): Promise<string>;
  /** The source rendition's media playlist. */
  readonly mediaPlaylistUrl: string;
}

interface ApiStream {
  readonly id: string;
  readonly state: { readonly broadcast: string };
  readonly ingest?: readonly {
    readonly server?: string;
    readonly url?: string;
    readonly streamKey: string;
  }[];
}

export interface ProductOptions {
  readonly isRecorded?: boolean;
  /** Who carries the stream; the installation's own choice unless given. */
  readonly provider?: string;
  /** Transcodes beside the source. */
  readonly hasLadder?: boolean;
  /** On top of the bench's own. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The whole product as `npm start` runs it, in a folder of its own; the viewer's page is its watch page. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const dataDir = await mkdtemp(join(tmpdir(), "bench-product-"));
  const token = `apl_${randomBytes(32).toString("hex")}`;
  const port = await freePort();
  const mediaPort = await freePort();
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const child = startChild(process.execPath, [join(root, "scripts/start.mjs")], {
    ...process.env,
    DATA_DIR: dataDir,
    PORT: String(port),
    MEDIA_HTTP_PORT: String(mediaPort),
    MEDIA_CONTROL_PORT: String(await freePort()),
    RTMP_PORT: String(await freePort()),
    MEDIA_UDP_PORT: String(await freePort()),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    MEDIA_PUBLIC_URL: `http://127.0.0.1:${mediaPort}`,
    ADMIN_EMAIL: "bench@example.test",
    ADMIN_PASSWORD: randomBytes(16).toString("hex"),
    ADMIN_API_TOKEN: token,
    TRANSCODE_MAX_CORES: options.hasLadder ? "4" : "0",
    ...options.env,
  });
  const stop = async () => {
    await child.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  const api = `http://127.0.0.1:${port}/api/v1`;
  try {
    await waitFor("the product's health", () => answers(`${api}/health`), 180_000);
    const stream = await createStream(api, token, options);
    const target = stream.ingest?.[0];
    const pid = findDescendant(child.pid, "media-server");
    if (!target || pid === null)
      throw new Error("no ingest target, or no media server among the product's processes");
    const streamUrl = `http://127.0.0.1:${mediaPort}/live/${stream.id}`;
    return {
      name: "Ann Pale Live",
      rtmpUrl: `${target.server}/${target.streamKey}`,
      pageUrl: `http://127.0.0.1:${port}/watch/${stream.id}`,
      streamUrl,
      whipUrl: `http://127.0.0.1:${mediaPort}/whip`,
      streamKey: target.streamKey,
      roomUrl: target.url ?? "",
      async roomFor() {
        const response = await fetch(`http://127.0.0.1:${port}/api/playback/${stream.id}`);
        const { playback } = (await response.json()) as { playback: { url: string }[] }; // Our own API, like above.
        return playback[0]?.url ?? "";
      },
      mediaPlaylistUrl: `${streamUrl}/source/media.m3u8`,
      pid,
      isPlayable: async () => (await getStream(api, token, stream.id)).state.broadcast === "live",
      stop,
    };
  } catch (error) {
    console.error(child.output());
    await stop();
    throw error;
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    (response) => response.ok,
    () => false,
  );
}

async function createStream(
  api: string,
  token: string,
  { isRecorded = false, provider }: ProductOptions,
): Promise<ApiStream> {
  const response = await fetch(`${api}/streams`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({
      ...{ title: "Bench", contentLabel: "other", visibility: "public", isRecorded },
      ...(provider ? { provider } : {}),
    }),
  });
  if (!response.ok) throw new Error(`creating a stream: ${response.status} ${await response.text()}`);
  return (await response.json()) as ApiStream; // Our own API, checked by its own tests.
}

async function getStream(api: string, token: string, id: string): Promise<ApiStream> {
  const response = await fetch(`${api}/streams/${id}`, { headers: { authorization: `Bearer ${token}` } });
  return (await response.json()) as ApiStream; // Our own API, checked by its own tests.
}
