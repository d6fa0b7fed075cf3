import { type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { errorAnswer, type HttpAnswer } from "./packaging/http-answer";

/** Takes a connection over and returns true, or leaves it alone and returns false. */
export type UpgradeRoute = (request: IncomingMessage, connection: Duplex, head: Buffer) => boolean;

/** Whoever doesn't hang up after a refusal is cut off this long after. */
const FAREWELL_MS = 2_000;
const NOT_FOUND = errorAnswer(404, "not-found");

/** Gives each request to speak another protocol to the first route that takes it; refuses it when none does. */
export function servePublicUpgrades(server: Server, routes: readonly UpgradeRoute[]): void {
  server.on("upgrade", (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    connection.on("error", () => connection.destroy());
    if (routes.some((route) => route(request, connection, head))) return;
    refuseUpgrade(connection, NOT_FOUND);
  });
}

/** Answers in plain HTTP and hangs up. */
export function refuseUpgrade(connection: Duplex, { status, headers, body }: HttpAnswer): void {
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`, "connection: close"];
  for (let index = 0; index < headers.length; index += 2)
    lines.push(`${headers[index]}: ${headers[index + 1]}`);
  connection.end(Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), ...body]));
  setTimeout(() => connection.destroy(), FAREWELL_MS).unref();
}
