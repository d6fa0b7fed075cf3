/** How a WHEP playback goes on after it has begun. */
export interface WhepPlayback {
  readonly connection: RTCPeerConnection;
  /** Ends it; also the server's side of it, and also when the page is being left. */
  close(): void;
}

/** The server refused. `error` is its word for programs, e.g. `b-frames`, `too-many-viewers`. */
export class WhepRefusal extends Error {
  constructor(
    readonly status: number,
    readonly error: string,
    /** Null unless the server names a time. */
    readonly retryAfterMs: number | null,
  ) {
    super(`${status} ${error}`);
  }
}

/**
 * Plays a WHEP endpoint in a video element with as little delay as the line allows. Rejects with a `WhepRefusal`, or
 * with the network's error. `lost` is called once when a connection that stood is gone.
 */
export async function playWhep(
  url: string,
  video: HTMLVideoElement,
  { signal, lost }: { readonly signal?: AbortSignal; readonly lost?: () => void } = {},
): Promise<WhepPlayback> {
  const connection = new RTCPeerConnection();
  const media = new MediaStream();
  let resource: string | null = null;
  let isClosed = false;
  const close = () => {
    if (isClosed) return;
    isClosed = true;
    window.removeEventListener("pagehide", close);
    connection.close();
    if (resource) void fetch(resource, { method: "DELETE", keepalive: true }).catch(() => undefined);
  };
  connection.ontrack = ({ track, receiver }) => {
    // Not yet in every browser, and not in TypeScript's words: how long frames wait for late ones, in ms.
    Object.assign(receiver, { jitterBufferTarget: 0 });
    media.addTrack(track);
    video.srcObject = media;
  };
  connection.onconnectionstatechange = () => {
    const state = connection.connectionState;
    if (isClosed || (state !== "failed" && state !== "closed")) return;
    close();
    lost?.();
  };
  try {
    preferH264(connection.addTransceiver("video", { direction: "recvonly" }));
    connection.addTransceiver("audio", { direction: "recvonly" });
    await connection.setLocalDescription({ type: "offer", sdp: await stereoOffer(connection) });
    // The server calls nobody and answers whoever calls: it needs no candidates, and nothing waits for them.
    const opened = await post(url, connection.localDescription?.sdp ?? "", signal);
    resource = opened.resource;
    window.addEventListener("pagehide", close);
    await connection.setRemoteDescription({ type: "answer", sdp: opened.answer });
    return { connection, close };
  } catch (error) {
    close();
    throw error;
  }
}

async function post(url: string, sdp: string, signal?: AbortSignal) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/sdp" },
    body: sdp,
    ...(signal ? { signal } : {}),
  });
  const text = await response.text();
  if (response.status !== 201) {
    const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    throw new WhepRefusal(response.status, wordOf(text), Number.isNaN(seconds) ? null : seconds * 1000);
  }
  const location = response.headers.get("location");
  return { answer: text, resource: location && new URL(location, url).href };
}

function wordOf(body: string): string {
  try {
    // Whatever it is, only a text is taken from it.
    const { error } = JSON.parse(body) as { error?: unknown };
    return typeof error === "string" ? error : "refused";
  } catch {
    return "refused";
  }
}

function preferH264(transceiver: RTCRtpTransceiver): void {
  const codecs = RTCRtpReceiver.getCapabilities("video")?.codecs ?? [];
  const isWanted = ({ mimeType }: { mimeType: string }) => /\/(H264|rtx)$/i.test(mimeType);
  const wanted = codecs.filter(isWanted);
  // Without H.264 the server says so in its own words.
  if (wanted.length > 0) transceiver.setCodecPreferences?.(wanted);
}

/** Browsers decode Opus in mono unless they say themselves that they want two channels (RFC 7587 §6.1). */
async function stereoOffer(connection: RTCPeerConnection): Promise<string> {
  const { sdp = "" } = await connection.createOffer();
  return sdp.replace(/^(a=fmtp:\d+ .*useinbandfec=1)(?!.*stereo=1)/gm, "$1;stereo=1");
}
