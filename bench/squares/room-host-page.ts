import type { LinkFigures } from "@/components/broadcast/p2p/link-figures";
import { P2pPublisher } from "@/components/broadcast/publishers/p2p";
import { drawSquares, tone } from "./canvas-publisher";

export interface RoomTarget {
  readonly url: string;
  readonly streamKey: string;
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
}

let publisher: P2pPublisher | null = null;
let trouble: unknown = null;

/** Runs inside a page: hosts a room with the product's own publisher, showing the camera or the time in each frame. */
export async function hostRoom(
  target: RoomTarget,
  picture: Picture,
  shows: "camera" | "squares",
): Promise<void> {
  const media = shows === "camera" ? await openCamera(picture) : draw(picture);
  publisher = new P2pPublisher(target, {
    connected: () => undefined,
    ended: (told) => {
      trouble = told;
    },
  });
  await publisher.start(media);
}

export interface RoomReading {
  readonly connected: number;
  readonly waiting: number;
  readonly ceiling: number;
  readonly figures: readonly (LinkFigures | null)[];
  readonly delaysMs: readonly (number | null)[];
  readonly trouble: unknown;
}

export function readRoom(): RoomReading {
  const state = publisher?.roomState();
  return {
    connected: state?.viewers.filter(({ isConnected }) => isConnected).length ?? 0,
    waiting: state?.waiting ?? 0,
    ceiling: state?.ceiling.viewers ?? 0,
    figures: state?.viewers.map(({ figures }) => figures) ?? [],
    delaysMs: state?.viewers.map(({ delayMs }) => delayMs) ?? [],
    trouble,
  };
}

function openCamera({ width, height, framesPerSecond }: Picture): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({
    video: { width, height, frameRate: framesPerSecond },
    audio: true,
  });
}

function draw(picture: Picture): MediaStream {
  return new MediaStream([...drawSquares(picture).getTracks(), ...tone().getTracks()]);
}
