import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createNonceStore, signRequest, verifyRequest } from "../wire/signed-request";

export interface ReceivedCall {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** A media server's control address as the app sees it: real HTTP, real signatures, no media. */
export interface MediaServerDouble {
  readonly url: string;
  readonly calls: ReceivedCall[];
  /** Answers the next calls with this instead; null is normal again. */
  answerWith(status: number | null, body?: string): void;
  close(): Promise<void>;
}

export async function startMediaServerDouble(secret: string): Promise<MediaServerDouble> {
  const calls: ReceivedCall[] = [];
  const nonces = createNonceStore();
  let forced: { status: number; body: string } | null = null;
  const server: Server = createServer(async (request, response) => {
    if (request.url === "/healthz") return void response.writeHead(200).end("ok\n");
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks).toString("utf8");
    const parts = { method: request.method ?? "", path: request.url ?? "", body };
    const header = (name: string) => request.headers[name]?.toString();
    const verdict = await verifyRequest(secret, parts, header, nonces, Date.now());
    if (!verdict.valid) return void response.writeHead(401).end();
    calls.push({ method: parts.method, path: parts.path, body: body ? JSON.parse(body) : null });
    if (forced) return void response.writeHead(forced.status).end(forced.body);
    response.writeHead(request.method === "GET" ? 404 : 204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // `listen` on a TCP port always gives an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    answerWith: (status, body = "") => {
      forced = status === null ? null : { status, body };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A request as the media server signs it. */
export async function signedRequest(secret: string, path: string, content: unknown): Promise<Request> {
  const body = typeof content === "string" ? content : JSON.stringify(content);
  const headers = await signRequest(secret, { method: "POST", path, body }, Date.now());
  return new Request(`http://app.test${path}`, { method: "POST", body, headers });
}
