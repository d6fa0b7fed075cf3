import { connect, type Socket } from "node:net";
import { createServer } from "node:tls";
import { generate } from "selfsigned";

export interface TlsDoor {
  readonly port: number;
  stop(): Promise<void>;
}

/** RTMPS in front of an RTMP port, both on this machine, with a certificate of its own that nobody is asked to trust. */
export async function openTlsDoor(rtmpPort: number): Promise<TlsDoor> {
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
  });
  const open = new Set<Socket>();
  const server = createServer({ key, cert }, (outside) => {
    const inside = connect(rtmpPort, "127.0.0.1");
    for (const [one, other] of [
      [outside, inside],
      [inside, outside],
    ] as const) {
      open.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
    }
    outside.pipe(inside).pipe(outside);
  });
  // A scanner that speaks no TLS is nobody's trouble.
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("the RTMPS door does not listen");
  return {
    port: address.port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
