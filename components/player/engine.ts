import type { PlaybackSource } from "@/lib/wire/playback";
import type { Abilities } from "./abilities";
import type { QualityState, QualityWish } from "./quality";

/** What went wrong with a source, in the words of the viewer's situation. The engine's own retries are used up by then. */
export type Trouble =
  /** No answer at all: the viewer's own connection, or the server is down. */
  | { readonly kind: "unreachable" }
  /** The server answers, but not with this stream: not yet there again, or over. */
  | { readonly kind: "missing"; readonly status: number }
  /** The playlist answers but has stopped growing: the publisher is away. */
  | { readonly kind: "stalled" }
  /** The server began the stream anew: positions of before mean nothing, only a new engine goes on. */
  | { readonly kind: "replaced" }
  /** The decoder or its buffers failed; `repair` may help without a new engine. */
  | { readonly kind: "media" }
  /** All places are taken. The engine waits in line by itself; ends with `onFlowing`. */
  | { readonly kind: "full" }
  /** No connection to the creator's browser came about, direct or by relay. The engine tries again; ends with `onFlowing`. */
  | { readonly kind: "no-path"; readonly relayOnly: boolean }
  /**
   * The stream can't be had by this source, though perhaps by another. `blocked`: the network lets it through to nobody;
   * `unsuited`: not this stream, or not to this browser; `full` and `absent`: not for the moment.
   */
  | { readonly kind: "unavailable"; readonly cause: "blocked" | "unsuited" | "full" | "absent" }
  /** This browser cannot decode what it is given; `codecs` as in RFC 6381, or empty when unknown. */
  | { readonly kind: "unsupported"; readonly codecs: string };

/** Seconds on the video's own timeline unless named otherwise. */
export interface LivePosition {
  /** Oldest moment that can be sought. */
  readonly startSec: number;
  /** Newest moment the server has, moved on by the time since it was announced. */
  readonly edgeSec: number;
  /** Distance behind the edge that the stream asks viewers to keep. */
  readonly holdBackSec: number;
  /** False where the platform itself keeps the distance and must not be interfered with. */
  readonly isSteerable: boolean;
}

export interface EngineCallbacks {
  /** Reported once per occurrence; `stalled` ends with `onFlowing`. */
  onTrouble(trouble: Trouble): void;
  /** New media was announced after a stall, or for the first time. */
  onFlowing(): void;
  /** The same address with the viewer's newest playback token: to be used for each request after the first. */
  freshUrl(url: string): string;
}

/** Where a stream comes in several qualities. */
export interface QualityControl {
  state(): QualityState;
  /** Holds also for what is not known yet, and for whatever comes closest to it. */
  choose(wish: QualityWish): void;
}

/** What only an engine knows of what it plays; null is unknown. */
export interface EngineFigures {
  /** Of the media that arrived lately. */
  readonly bitsPerSecond: number | null;
  /** Of the packets that were sent, 0…1. */
  readonly lostShare: number | null;
}

/** An engine at work on one `<video>`. */
export interface AttachedEngine {
  /** It shows what arrives as it arrives: nothing earlier can be sought, and going on after a pause is going live. */
  readonly isInstant?: true;
  /** Null until the first playlist is known, and for ever where nothing can be sought. */
  position(): LivePosition | null;
  /** Epoch ms, by the stream's clock, of the picture on screen; null when the stream does not tell. */
  playingDateMs(): number | null;
  /** Estimated seconds from the server's having a picture to its being seen, where the engine knows better than dates tell. */
  delaySec?(): number | null;
  /** Whether the picture stands for want of data, where the element itself can't tell. */
  isDry?(): boolean;
  figures?(): EngineFigures;
  /** Absent where the platform chooses, or there is no choice. */
  readonly qualities?: QualityControl;
  /** Tries to go on after `media` trouble without losing the position; false when this engine cannot. */
  repair(): boolean;
  /** Lets the video go. Idempotent. */
  destroy(): void;
}

/** A way to play one kind of source. Knows no React and no vendor. */
export interface Engine {
  /** Whether this browser can run it. */
  isSupported(): boolean;
  attach(video: HTMLVideoElement, url: string, callbacks: EngineCallbacks): AttachedEngine;
  /** Asks the source, without touching the video, whether it can be played again; null when it can. */
  probe(url: string): Promise<Trouble | null>;
}

/** A row of the table in `engines.ts`: what is known of an engine before its code is loaded. */
export interface EngineEntry {
  readonly name: string;
  readonly kind: PlaybackSource["kind"];
  /** The platform asks by itself, so a token can't be changed under way: it gets one that lives for hours. */
  readonly keepsToken?: true;
  /** Cheap test, without loading the engine. */
  canPlay(abilities: Abilities): boolean;
  load(): Promise<Engine>;
}
