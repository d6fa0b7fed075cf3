import SimplePeer from "simple-peer";
import type { HostSignal, IceServer, ViewerSignal } from "@/lib/wire/p2p";

export interface PeerEvents {
  onSignal(signal: HostSignal | ViewerSignal): void;
  /** Media gets through. Once. */
  onConnected(): void;
  onStream?(stream: MediaStream): void;
  onMessage?(text: string): void;
  /** It is over, for whatever reason. Once. */
  onClosed(): void;
}

export interface PeerOptions {
  /** The one who offers. */
  readonly isHost: boolean;
  readonly iceServers: readonly IceServer[];
  /** Nothing but a relay's address may reach the other side. */
  readonly relayOnly: boolean;
}

/** Much more than any message between peers. */
const MAX_MESSAGE_BYTES = 2_048;

/** One peer connection with a data channel. What the other side sends can't throw in here: it ends the peer. */
export class Peer {
  private readonly inner: SimplePeer.Instance;
  private wasConnected = false;
  private isClosed = false;

  constructor(
    { isHost, iceServers, relayOnly }: PeerOptions,
    private readonly events: PeerEvents,
  ) {
    this.inner = new SimplePeer({
      initiator: isHost,
      trickle: true,
      config: { iceServers: [...iceServers], iceTransportPolicy: relayOnly ? "relay" : "all" },
    });
    const { inner } = this;
    inner.on("signal", (data) => {
      const signal = toSignal(data);
      if (signal) events.onSignal(signal);
    });
    // Sooner than the library's own word, which waits for the data channel and a look at the statistics.
    this.connection?.addEventListener("connectionstatechange", () => this.followState());
    inner.on("stream", (stream) => events.onStream?.(stream));
    inner.on("data", (data: Uint8Array) => {
      if (data.length <= MAX_MESSAGE_BYTES) events.onMessage?.(new TextDecoder().decode(data));
    });
    // `close` always follows.
    inner.on("error", () => {});
    inner.on("close", () => this.closed());
  }

  /** Absent where the browser refused to make one. */
  get connection(): RTCPeerConnection | undefined {
    // The library keeps it under this name in all of version 9; senders and statistics are reached in no other way.
    return (this.inner as SimplePeer.Instance & { readonly _pc?: RTCPeerConnection })._pc;
  }

  signal(signal: HostSignal | ViewerSignal): void {
    try {
      // A candidate is handed on as it was made; the library accepts its plain form.
      this.inner.signal(signal as SimplePeer.SignalData);
    } catch {
      this.close();
    }
  }

  /** False: nobody hears it. */
  say(text: string): boolean {
    if (!this.inner.connected) return false;
    try {
      this.inner.send(text);
      return true;
    } catch {
      return false;
    }
  }

  /** Idempotent; `onClosed` follows. */
  close(): void {
    this.inner.destroy();
    this.closed();
  }

  private followState(): void {
    if (this.wasConnected || this.isClosed || this.connection?.connectionState !== "connected") return;
    this.wasConnected = true;
    this.events.onConnected();
  }

  private closed(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.events.onClosed();
  }
}

function toSignal(data: SimplePeer.SignalData): HostSignal | ViewerSignal | null {
  if ("sdp" in data && data.sdp && (data.type === "offer" || data.type === "answer"))
    return { type: data.type, sdp: data.sdp };
  if (data.type !== "candidate" || !("candidate" in data)) return null;
  const { candidate, sdpMid, sdpMLineIndex } = data.candidate;
  return { type: "candidate", candidate: { candidate, sdpMid, sdpMLineIndex } };
}
