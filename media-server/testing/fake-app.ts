import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { MediaEvent } from "../../lib/wire/media-events";
import { PublishRequest, type PublishVerdict } from "../../lib/wire/publish";
import { createNonceStore, verifyRequest } from "../../lib/wire/signed-request";
import { ROOM_WEBHOOK_PATH } from "../config";

export interface FakeApp {
  readonly url: string;
  /** Events that were acknowledged, in the order in which they came. Snapshots apart, and what is told of rooms. */
  readonly events: MediaEvent[];
  /** The same of rooms, which are another provider's to the app. */
  readonly roomEvents: MediaEvent[];
  readonly snapshots: MediaEvent[];
  /** Every delivery of anything but snapshots, acknowledged or not. */
  readonly deliveries: { id: string; signature: string; type: string }[];
  /** Answers of the next deliveries; 204 when empty. */
  readonly nextStatuses: number[];
  readonly asked: PublishRequest[];
  close(): Promise<void>;
}

/** The app as a media server sees it: checks signatures and answers for keys by `decide`. */
export async function startFakeApp(
  secret: string,
  decide: (request: PublishRequest) => PublishVerdict | number | Promise<PublishVerdict>,
): Promise<FakeApp> {
  const nonces = createNonceStore();
  const state = {
    events: [] as MediaEvent[],
    roomEvents: [] as MediaEvent[],
    snapshots: [] as MediaEvent[],
    deliveries: [] as { id: string; signature: string; type: string }[],
    nextStatuses: [] as number[],
    asked: [] as PublishRequest[],
  };
  const takeEvent = (event: MediaEvent, signature: string, isOfRooms: boolean): number => {
    if (isOfRooms) return state.roomEvents.push(event) && 204;
    if (event.type === "server.snapshot") return state.snapshots.push(event) && 204;
    state.deliveries.push({ id: event.id, signature, type: event.type });
    const status = state.nextStatuses.shift() ?? 204;
    if (status < 300) state.events.push(event);
    return status;
  };
  const server = createServer(async (request, response) => {
    const body = await read(request);
    const header = (name: string) => String(request.headers[name] ?? "");
    const parts = { method: request.method ?? "", path: request.url ?? "", body };
    const verdict = await verifyRequest(secret, parts, header, nonces, Date.now());
    if (!verdict.valid) return response.writeHead(401).end();
    if (!request.url?.endsWith("/authorize")) {
      const isOfRooms = request.url === ROOM_WEBHOOK_PATH;
      const status = takeEvent(MediaEvent.parse(JSON.parse(body)), header("x-live-signature"), isOfRooms);
      return response.writeHead(status).end();
    }
    const asked = PublishRequest.parse(JSON.parse(body));
    state.asked.push(asked);
    const decision = await decide(asked);
    if (typeof decision === "number") return response.writeHead(decision).end();
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(decision));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server's address is always an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    ...state,
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}
