import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Behaviour, Harness } from "../providers/conformance";
import { createNonceStore, signRequest, verifyRequest } from "../wire/signed-request";
import { mediaRun, snapshot } from "./media-events";

/** A stand-in for our own media server's control address, which knows no stream; for providers that it carries. */
export function mediaServerHarness(secret: string): Harness {
  let server: Server;
  let behaviour: Behaviour = "normal";
  return {
    secrets: [secret],
    environment: () => ({
      MEDIA_SECRET: secret,
      // A listening TCP server always has an AddressInfo.
      MEDIA_CONTROL_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    }),
    start: async () => {
      const nonces = createNonceStore();
      server = createServer(async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(Buffer.from(chunk));
        const parts = {
          method: request.method ?? "",
          path: request.url ?? "",
          body: Buffer.concat(chunks).toString(),
        };
        const header = (name: string) => request.headers[name]?.toString();
        const verdict = await verifyRequest(secret, parts, header, nonces, Date.now());
        if (behaviour === "silent") return;
        if (!verdict.valid) return void response.writeHead(401).end();
        if (behaviour !== "normal")
          return void response.writeHead(behaviour.status).end(behaviour.body ?? "");
        response.writeHead(request.method === "GET" ? 404 : 204).end();
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    behave: (how) => {
      behaviour = how;
    },
    probe: (provider, ref) => provider.getUsage(ref),
    webhook: async (ref) => {
      const body = JSON.stringify(mediaRun(1)({ type: "stream.live", stream: snapshot(ref.id) }));
      const parts = { method: "POST", path: "/api/webhooks/x", body };
      const headers = await signRequest(secret, parts, Date.now());
      return { ...parts, header: (name) => headers[name] ?? null };
    },
  };
}
