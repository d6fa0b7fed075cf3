import { createSocket, type Socket } from "node:dgram";
import type { AddressInfo } from "node:net";

export interface LossyUdp {
  readonly port: number;
  /** Packets that came, and of these the ones that were let fall, since the start. */
  counts(): { readonly packets: number; readonly lost: number };
  /** From now on; 0 loses nothing. */
  setLoss(share: number): void;
  close(): Promise<void>;
}

/** Stands before a UDP port of this machine and loses a share of what goes through, both ways, at random. */
export async function startLossyUdp(targetPort: number, share: number): Promise<LossyUdp> {
  const front = createSocket("udp4");
  const backs = new Map<number, Socket>();
  let [packets, lost, loss, seed] = [0, 0, share, 5];
  const falls = () => {
    packets += 1;
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    const isLost = seed / 0x80000000 < loss;
    if (isLost) lost += 1;
    return isLost;
  };
  front.on("message", (message, { port }) => {
    let back = backs.get(port);
    if (!back) {
      back = createSocket("udp4");
      back.on("message", (answer) => void (falls() || front.send(answer, port, "127.0.0.1")));
      backs.set(port, back);
    }
    if (!falls()) back.send(message, targetPort, "127.0.0.1");
  });
  await new Promise<void>((resolve) => front.bind(0, "127.0.0.1", resolve));
  return {
    port: (front.address() as AddressInfo).port, // A UDP socket's address is never a string.
    counts: () => ({ packets, lost }),
    setLoss: (next) => {
      loss = next;
    },
    close: async () => {
      for (const socket of [front, ...backs.values()])
        await new Promise<void>((resolve) => socket.close(() => resolve()));
    },
  };
}
