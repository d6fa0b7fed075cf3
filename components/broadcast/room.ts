import type { LinkFigures } from "./p2p/link-figures";
import type { Ceiling } from "./p2p/plan-room";
import type { RecorderState } from "./p2p/room-recorder";
import type { Publisher } from "./publisher";

/** A viewer as the creator sees it: no name, no address. */
export interface RoomViewer {
  /** Only good for telling them apart. */
  readonly id: string;
  /** Epoch ms. */
  readonly joinedAt: number;
  readonly isConnected: boolean;
  /** Null until measured. */
  readonly figures: LinkFigures | null;
  /** From here to that viewer's screen, estimated, in ms; null is unknown. */
  readonly delayMs: number | null;
}

/** What a creator who sends to each viewer directly may know of the room. */
export interface RoomState {
  readonly viewers: readonly RoomViewer[];
  /** How many stand in line. */
  readonly waiting: number;
  /** How many fit now, and what keeps it from being more. */
  readonly ceiling: Ceiling;
  /** False while viewers can't come in or back; those who watch go on. */
  readonly isReachable: boolean;
  /** Whether the creator's own address is kept from viewers. */
  readonly isRelayOnly: boolean;
  /** Whether there is a relay at all. */
  readonly hasRelay: boolean;
  readonly recording: RecorderState;
}

/** A publisher with a room of its own. */
export interface RoomPublisher extends Publisher {
  roomState(): RoomState;
  subscribeRoom(listener: () => void): () => void;
  /** Remembered on this device. Makes every link anew, as a viewer could still reach the old address. */
  setRelayOnly(isRelayOnly: boolean): void;
}

export function hasRoom(publisher: Publisher): publisher is RoomPublisher {
  return "roomState" in publisher;
}
