import type { IngestTarget } from "@/lib/wire/playback";
import { type Publisher, type PublisherEvents, PublishFailure, type PublishTrouble } from "../publisher";
import { limitSender } from "./limit-sender";
import { type Counters, readEncodeMs, readFigures } from "./read-figures";

/** The server answers within this, or it is away; in ms. */
const ANSWER_MS = 10_000;
/** Media gets through within this, or never. */
const CONNECT_MS = 8_000;
/** Browsers call a connection lost only after a quarter of a minute; viewers have waited long enough by then. */
const PATIENCE_MS = 4_000;

/** Sends by WHIP (RFC 9725): one POST with the offer, the key as bearer token, and DELETE at the end. */
export class WhipPublisher implements Publisher {
  private readonly connection = new RTCPeerConnection();
  private resource: string | null = null;
  private counters: Counters | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private phase: "new" | "connecting" | "connected" | "over" = "new";

  constructor(
    private readonly target: Pick<Extract<IngestTarget, { kind: "whip" }>, "url" | "streamKey">,
    private readonly events: PublisherEvents,
    /** Begins at this video bitrate, in kbit/s, and stays at it as long as the line carries it; null: what suits the picture. */
    private readonly steadyKbps: number | null = null,
  ) {}

  async start(media: MediaStream): Promise<void> {
    const { connection } = this;
    for (const track of media.getTracks()) {
      const transceiver = connection.addTransceiver(track, { direction: "sendonly", streams: [media] });
      if (track.kind === "video") preferH264(transceiver);
    }
    await connection.setLocalDescription();
    try {
      const answer = await this.post(connection.localDescription?.sdp ?? "");
      if (this.phase === "over") return this.goodbye();
      connection.onconnectionstatechange = () => this.follow();
      this.phase = "connecting";
      window.addEventListener("pagehide", this.stop);
      this.timer = setTimeout(() => this.end({ kind: "no-path" }), CONNECT_MS);
      await connection.setRemoteDescription({ type: "answer", sdp: beginAt(answer, this.steadyKbps) });
      await this.limit();
    } catch (error) {
      this.stop();
      throw error;
    }
  }

  async replace(media: MediaStream): Promise<void> {
    await Promise.all(
      this.connection.getTransceivers().map(({ sender, receiver }) => {
        const track = media.getTracks().find(({ kind }) => kind === receiver.track.kind) ?? null;
        return sender.track === track ? undefined : sender.replaceTrack(track);
      }),
    );
    await this.limit();
  }

  async figures() {
    const { figures, counters } = readFigures(
      [...(await this.connection.getStats()).values()],
      this.counters,
    );
    this.counters = counters;
    return figures;
  }

  /** What the encoder took for one picture so far, in ms; null before the first. */
  async encodeMs(): Promise<number | null> {
    return readEncodeMs([...(await this.connection.getStats()).values()]);
  }

  readonly stop = (): void => {
    if (this.phase === "over") return;
    this.phase = "over";
    clearTimeout(this.timer);
    window.removeEventListener("pagehide", this.stop);
    this.connection.close();
    this.goodbye();
  };

  private async limit(): Promise<void> {
    await Promise.all(this.connection.getSenders().map((sender) => limitSender(sender, this.steadyKbps)));
  }

  private async post(sdp: string): Promise<string> {
    const unreachable = () => {
      throw new PublishFailure({ kind: "unreachable" });
    };
    const response: Response = await fetch(this.target.url, {
      method: "POST",
      headers: { "content-type": "application/sdp", ...this.authorization },
      body: sdp,
      signal: AbortSignal.timeout(ANSWER_MS),
    }).catch(unreachable);
    const text: string = await response.text().catch(unreachable);
    if (response.status !== 201)
      throw new PublishFailure({ kind: "refused", status: response.status, error: wordOf(text) });
    const location = response.headers.get("location");
    this.resource = location && new URL(location, this.target.url).href;
    return text;
  }

  private follow(): void {
    const state = this.connection.connectionState;
    if (state === "connected") {
      clearTimeout(this.timer);
      if (this.phase === "connecting") this.events.connected();
      this.phase = "connected";
    } else if (state === "failed" || state === "closed") {
      this.end({ kind: this.phase === "connected" ? "lost" : "no-path" });
    } else if (state === "disconnected" && this.phase === "connected") {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.end({ kind: "lost" }), PATIENCE_MS);
    }
  }

  private end(trouble: PublishTrouble): void {
    if (this.phase === "over") return;
    this.stop();
    this.events.ended(trouble);
  }

  private goodbye(): void {
    if (!this.resource) return;
    const options = { method: "DELETE", headers: this.authorization, keepalive: true };
    void fetch(this.resource, options).catch(() => undefined);
    this.resource = null;
  }

  private get authorization() {
    return { authorization: `Bearer ${this.target.streamKey}` };
  }
}

/** What every viewer's browser decodes, and what HLS carries as it is: H.264, constrained baseline first. */
function preferH264(transceiver: RTCRtpTransceiver): void {
  const codecs = RTCRtpSender.getCapabilities("video")?.codecs ?? [];
  const rank = ({ mimeType, sdpFmtpLine = "" }: RTCRtpCodec) =>
    /rtx$/i.test(mimeType) ? 2 : /profile-level-id=42e0/i.test(sdpFmtpLine) ? 0 : 1;
  const wanted = codecs.filter(({ mimeType }) => /\/(h264|rtx)$/i.test(mimeType));
  // Without H.264 the server refuses in its own words.
  if (wanted.some(({ mimeType }) => /h264$/i.test(mimeType)))
    transceiver.setCodecPreferences?.(wanted.sort((a, b) => rank(a) - rank(b)));
}

/** Browsers begin slowly and feel their way up; Chromium can be told where to begin. */
function beginAt(answer: string, kbps: number | null): string {
  return kbps === null
    ? answer
    : answer.replace(/^(a=fmtp:\d+ .*profile-level-id=.*)$/gm, `$1;x-google-start-bitrate=${kbps}`);
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
