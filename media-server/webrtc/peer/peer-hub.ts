import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { isIPv6 } from "node:net";
import { IceUdpMuxListener } from "node-datachannel";
import type { Log } from "../../log";
import { OnePerTurn } from "./one-per-turn";
import { Peer, type PeerEvents, type PeerMedia } from "./peer";

export interface PeerHubOptions {
  /** Address to listen on. */
  readonly host: string;
  /** UDP port of all peers; 0 takes a free one. */
  readonly port: number;
  /** Addresses under which clients reach this server besides its own: for servers behind NAT. */
  readonly publicAddresses: readonly string[];
  readonly maxPeers: number;
  readonly maxPeersPerAddress: number;
  readonly log: Log;
}

export interface PeerWish extends PeerMedia {
  /** Under what the peer is counted, as `clientAddress` gives it. */
  readonly address: string;
  readonly events: PeerEvents;
  /** A peer that sends nothing for so long is closed as `silent`; 5 s unless given. Asked each time. */
  readonly silenceMs?: () => number;
}

/** Why there is no peer: the caps are reached, or the library can't work with the offer. */
export type PeerRefusal = "too-many-peers" | "too-many-from-address" | "unusable-offer";

const SWEEP_MS = 1_000;
const SILENCE_MS = 5_000;
/** More would be answered too late to be of use. */
const MAX_WAITING = 500;
/** 144 bits: whoever knows a peer's id may end it. */
const ID_BYTES = 18;

/** All WebRTC peers of this server, on one UDP port. */
export class PeerHub {
  private readonly peers = new Set<Peer>();
  private readonly perAddress = new Map<string, number>();
  /** Held from the start: with nobody connected the port would be anybody's. */
  private readonly listener: IceUdpMuxListener;
  private readonly sweeper: NodeJS.Timeout;
  private readonly turns = new OnePerTurn();
  private isClosed = false;

  private constructor(
    private readonly options: PeerHubOptions,
    readonly port: number,
  ) {
    this.listener = new IceUdpMuxListener(port, options.host);
    this.sweeper = setInterval(() => this.sweep(), SWEEP_MS).unref();
  }

  /** Opens the UDP port. Rejects with an `EADDRINUSE` error that names it when it is taken. */
  static async open(options: PeerHubOptions): Promise<PeerHub> {
    return new PeerHub(options, await freePort(options.host, options.port));
  }

  get size(): number {
    return this.peers.size;
  }

  /** Why an offer from this address would not be answered now, before any work is put into it; null when it would. */
  refusal(address: string): PeerRefusal | null {
    const { maxPeers, maxPeersPerAddress } = this.options;
    if (this.isClosed || this.peers.size >= maxPeers) return "too-many-peers";
    return (this.perAddress.get(address) ?? 0) >= maxPeersPerAddress ? "too-many-from-address" : null;
  }

  /** Resolves when it is the caller's turn to have an offer answered; false: too many others wait. */
  turn(): Promise<boolean> {
    return this.turns.enter(MAX_WAITING);
  }

  /** Answers an offer; the peer connects as soon as the client has the answer. Never throws. */
  answer(wish: PeerWish): Peer | PeerRefusal {
    const { host, publicAddresses, log } = this.options;
    const { address, events, silenceMs = () => SILENCE_MS } = wish;
    const refusal = this.refusal(address);
    if (refusal) return refusal;
    const id = randomBytes(ID_BYTES).toString("base64url");
    const options = { id, host, port: this.port, publicAddresses, silenceMs };
    const closed = (cause: string) => {
      this.forget(peer, address);
      events.closed(cause);
    };
    let peer: Peer;
    try {
      peer = new Peer(options, wish, { ...events, closed }, log);
    } catch (error) {
      log.debug({ err: error, address }, "an offer could not be answered");
      return "unusable-offer";
    }
    this.peers.add(peer);
    this.perAddress.set(address, (this.perAddress.get(address) ?? 0) + 1);
    return peer;
  }

  /** Closes every peer as `server-shutdown`, then the port. Idempotent. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    clearInterval(this.sweeper);
    for (const peer of [...this.peers]) peer.close("server-shutdown");
    this.listener.stop();
  }

  private sweep(): void {
    for (const peer of [...this.peers]) peer.check();
  }

  private forget(peer: Peer, address: string): void {
    if (!this.peers.delete(peer)) return;
    const left = (this.perAddress.get(address) ?? 1) - 1;
    if (left > 0) this.perAddress.set(address, left);
    else this.perAddress.delete(address);
  }
}

/** Also finds out whether a given port is free: the library would only tell that something failed. */
function freePort(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(isIPv6(host) ? "udp6" : "udp4");
    socket.once("error", (error) => reject(Object.assign(error, { port })));
    socket.bind({ port, address: host, exclusive: true }, () => {
      const bound = socket.address().port;
      socket.close(() => resolve(bound));
    });
  });
}
