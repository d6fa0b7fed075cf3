import { type AddressInfo, connect, createServer } from "node:net";
import { waitFor } from "./wait-for";

/** A loopback port that nobody holds at this moment. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo; // A TCP server's address is never a string.
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Waits until somebody listens on the loopback port. */
export function waitForPort(port: number, deadlineMs = 10_000): Promise<void> {
  return waitFor(`port ${port} open`, () => isOpen(port), deadlineMs);
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
