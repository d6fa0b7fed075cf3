import { createSocket, type Socket } from "node:dgram";
import type { AddressInfo } from "node:net";

export interface NarrowUdp {
  readonly port: number;
  close(): Promise<void>;
}

/** A home router's queue: what would wait longer than this is let fall, in ms. */
const QUEUE_MS = 400;

/** Stands before a UDP port of this machine and lets through so many kbit/s towards it; the way back is free. */
export async function startNarrowUdp(targetPort: number, kbps: number): Promise<NarrowUdp> {
  const front = createSocket("udp4");
  const backs = new Map<string, Socket>();
  let freeAt = 0;
  // Browsers that were given a camera call from each of their addresses, not from loopback.
  front.on("message", (message, { address, port }) => {
    const caller = `${address}:${port}`;
    let back = backs.get(caller);
    if (!back) {
      back = createSocket("udp4");
      back.on("message", (answer) => front.send(answer, port, address));
      backs.set(caller, back);
    }
    const now = performance.now();
    const startsAt = Math.max(now, freeAt);
    if (startsAt - now > QUEUE_MS) return;
    freeAt = startsAt + (message.length * 8) / kbps;
    const way = back;
    setTimeout(() => way.send(message, targetPort, "127.0.0.1", () => undefined), freeAt - now);
  });
  await new Promise<void>((resolve) => front.bind(0, "0.0.0.0", resolve));
  return {
    port: (front.address() as AddressInfo).port, // A UDP socket's address is never a string.
    close: async () => {
      for (const socket of [front, ...backs.values()])
        await new Promise<void>((resolve) => socket.close(() => resolve()));
    },
  };
}
