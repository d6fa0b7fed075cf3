import { type AddressInfo, createServer } from "node:net";
import type { RtmpServer, RtmpServerOptions } from "./rtmp-server-options";

export type {
  AuthorizeRequest,
  PublishPermit,
  RtmpLog,
  RtmpServer,
  RtmpServerOptions,
} from "./rtmp-server-options";

/** An RTMP ingest (Adobe RTMP 1.0) that takes publishers only. */
export function createRtmpServer(options: RtmpServerOptions): RtmpServer {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on("error", () => socket.destroy());
    socket.destroy();
  });
  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(options.port, options.host, () => {
          // A listening TCP server's address is always an AddressInfo.
          resolve({ port: (server.address() as AddressInfo).port });
        });
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
    connections: () => 0,
  };
}
