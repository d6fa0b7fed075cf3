import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { MediaEvent } from "../../lib/wire/media-events";
import { PublishRequest, type PublishVerdict } from "../../lib/wire/publish";
import { createNonceStore, verifyRequest } from "../../lib/wire/signed-request";
import { readBody } from "../read-body";

export interface AppDouble {
  readonly url: string;
  stop(): Promise<void>;
}

const MAX_BODY_BYTES = 1_100_000;

/** The app as our media server sees it, for an emulated service in its place: answers for keys, and hears what happens. */
export async function startAppDouble(
  secret: string,
  decide: (request: PublishRequest) => PublishVerdict,
  hear: (event: MediaEvent) => void,
): Promise<AppDouble> {
  const nonces = createNonceStore();
  const server = createServer((request, response) => {
    answer(request).then(
      ({ status, text }) => response.writeHead(status, { "content-type": "application/json" }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  async function answer(request: IncomingMessage): Promise<{ status: number; text?: string }> {
    const body = await readBody(request, MAX_BODY_BYTES);
    if (body === null) return { status: 413 };
    const path = request.url ?? "";
    const header = (name: string) => String(request.headers[name] ?? "");
    const parts = { method: request.method ?? "", path, body };
    const { valid } = await verifyRequest(secret, parts, header, nonces, Date.now());
    if (!valid) return { status: 401 };
    if (path.endsWith("/authorize"))
      return { status: 200, text: JSON.stringify(decide(PublishRequest.parse(JSON.parse(body)))) };
    hear(MediaEvent.parse(JSON.parse(body)));
    return { status: 204 };
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server's address is always an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
