import { type HostSignal, type IceServer, MAX_LINKS_OF_PEER, type ViewerSignal } from "@/lib/wire/p2p";
import type { RoomViewer } from "../room";
import type { LinkFigures } from "./link-figures";
import { planSending } from "./plan-room";
import { ViewerLink } from "./viewer-link";

export interface RoomLinksOptions {
  send(peer: string, generation: number, signal: HostSignal): void;
  /** This viewer can't be reached: others may have its place. */
  giveUp(peer: string): void;
  onChange(): void;
}

interface Entry {
  readonly joinedAt: number;
  /** Ever growing, over all links of this peer. */
  generation: number;
  /** Links that never carried anything, in a row. */
  failures: number;
  /** Null between two links. */
  link: ViewerLink | null;
  /** Their own wish; the creator's counts besides. */
  relayOnly: boolean;
}

/** So many links that come to nothing, and the viewer has to knock anew. */
const MAX_FAILURES = 3;
/** Up to so many viewers VP8 gives the better picture; for more H.264 costs the processor less. */
const VP8_VIEWERS = 1;

/** The links to all viewers of a room. */
export class RoomLinks {
  iceServers: readonly IceServer[] = [];
  isRelayOnly = false;
  private readonly entries = new Map<string, Entry>();
  private uplinkKbps: number | null = null;

  constructor(
    private media: MediaStream,
    private readonly options: RoomLinksOptions,
  ) {}

  get size(): number {
    return this.entries.size;
  }

  /** Of viewers who are served now. */
  connected(): string[] {
    return [...this.entries].flatMap(([peer, { link }]) => (link?.isConnected ? [peer] : []));
  }

  /** For a server that knows nothing of them. */
  standing(): { peer: string; generation: number }[] {
    return this.connected().map((peer) => ({ peer, generation: this.entries.get(peer)?.generation ?? 0 }));
  }

  /** A server that was away names again whoever is still there. */
  forgetBroken(): void {
    for (const [peer, { link }] of this.entries) {
      if (link?.isConnected) continue;
      this.entries.delete(peer);
      link?.close();
    }
  }

  /** A viewer has a place. The link of that generation stays when it stands. */
  join(peer: string, generation: number, relayOnly: boolean): void {
    const known = this.entries.get(peer);
    if (known?.link?.isConnected && known.generation === generation) return;
    const entry = known ?? { joinedAt: Date.now(), generation: 0, failures: 0, link: null, relayOnly };
    entry.generation = Math.max(entry.generation, generation);
    entry.relayOnly = relayOnly;
    this.entries.set(peer, entry);
    this.open(peer, entry);
  }

  /** The viewer says that its link of this generation is broken. */
  again(peer: string, generation: number): void {
    const entry = this.entries.get(peer);
    if (entry && entry.generation <= generation) this.open(peer, entry);
  }

  leave(peer: string): void {
    const entry = this.entries.get(peer);
    this.entries.delete(peer);
    entry?.link?.close();
    this.options.onChange();
  }

  signal(peer: string, generation: number, signal: ViewerSignal): void {
    const entry = this.entries.get(peer);
    if (entry?.generation === generation) entry.link?.signal(signal);
  }

  async replace(media: MediaStream): Promise<void> {
    this.media = media;
    await Promise.all([...this.entries.values()].map(({ link }) => link?.replace(media)));
    await this.adapt(this.uplinkKbps);
  }

  /** Every link anew, e.g. by another way. */
  reopen(): void {
    for (const [peer, entry] of this.entries) this.open(peer, entry);
  }

  async measure(): Promise<LinkFigures[]> {
    const links = [...this.entries.values()].map(({ link }) => link?.measure() ?? null);
    return (await Promise.all(links)).filter((figures) => figures !== null);
  }

  /** Gives every viewer what is theirs of the line. */
  async adapt(uplinkKbps: number | null): Promise<void> {
    this.uplinkKbps = uplinkKbps;
    const plan = planSending(this.entries.size, uplinkKbps);
    await Promise.all([...this.entries.values()].map(({ link }) => link?.apply(plan)));
  }

  viewers(): RoomViewer[] {
    return [...this.entries].map(([peer, { joinedAt, link }]) => {
      const figures = link?.figures ?? null;
      const onTheWay = figures?.roundTripMs == null ? null : figures.roundTripMs / 2;
      const isKnown = onTheWay !== null && link?.bufferMs != null;
      return {
        id: peer,
        joinedAt,
        isConnected: link?.isConnected ?? false,
        figures,
        delayMs: isKnown ? onTheWay + (link.bufferMs ?? 0) + (figures?.encodeMs ?? 0) : null,
      };
    });
  }

  close(): void {
    const entries = [...this.entries.values()];
    this.entries.clear();
    for (const { link } of entries) link?.close();
  }

  private open(peer: string, entry: Entry): void {
    const old = entry.link;
    entry.link = null;
    old?.close();
    // Nobody comes to so many links: whoever claims to have had them is no viewer.
    if (entry.generation >= MAX_LINKS_OF_PEER) {
      this.entries.delete(peer);
      return this.options.giveUp(peer);
    }
    entry.generation += 1;
    const { generation } = entry;
    const isMine = () => this.entries.get(peer)?.generation === generation;
    const codecs = ["video/VP8", "video/H264"];
    entry.link = new ViewerLink({
      generation,
      media: this.media,
      plan: planSending(this.entries.size, this.uplinkKbps),
      codecs: this.entries.size <= VP8_VIEWERS ? codecs : codecs.reverse(),
      iceServers: this.iceServers,
      relayOnly: this.isRelayOnly || entry.relayOnly,
      send: (signal) => isMine() && this.options.send(peer, generation, signal),
      onConnected: () => {
        entry.failures = 0;
        this.options.onChange();
      },
      onClosed: () => isMine() && this.onClosed(peer, entry),
    });
    this.options.onChange();
  }

  /** The viewer asks for another link when it wants one. */
  private onClosed(peer: string, entry: Entry): void {
    entry.link = null;
    entry.failures += 1;
    if (entry.failures >= MAX_FAILURES) {
      this.entries.delete(peer);
      this.options.giveUp(peer);
    }
    this.options.onChange();
  }
}
