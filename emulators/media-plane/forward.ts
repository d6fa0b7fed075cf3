import { type IncomingMessage, type ServerResponse, request as send } from "node:http";
import type { Forwarding } from "./media-plane";

/** A blocking playlist waits for its part; nothing waits longer than this, in ms. */
const DEADLINE_MS = 30_000;
/** What belongs to one connection only (RFC 9110 §7.6.1), and what would no longer be true of a rewritten text. */
const NOT_PASSED_ON = ["connection", "keep-alive", "transfer-encoding", "host"];
const UNTRUE_OF_REWRITTEN = ["content-length", "content-encoding", "etag"];

/** Hands a request on to a server on this machine, and its answer back. `label` goes onto each answer. */
export function forward(
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
  to: Forwarding,
  label: Readonly<Record<string, string>>,
): void {
  const headers = without(request.headers, NOT_PASSED_ON);
  if (to.authorization === "") delete headers.authorization;
  else if (to.authorization) headers.authorization = to.authorization;
  if (to.rewrite) headers["accept-encoding"] = "identity";
  const onward = send(
    { host: "127.0.0.1", port, path: to.path, method: request.method, headers, timeout: DEADLINE_MS },
    (answer) => {
      const given = { ...without(answer.headers, NOT_PASSED_ON), ...label };
      const { location } = answer.headers;
      if (location && to.location) given.location = to.location(location);
      const status = answer.statusCode ?? 502;
      if (!to.rewrite || status !== 200) {
        response.writeHead(status, given);
        answer.pipe(response);
        return;
      }
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        response.writeHead(status, without(given, UNTRUE_OF_REWRITTEN));
        response.end(to.rewrite?.(Buffer.concat(chunks).toString()));
      });
    },
  );
  onward.on("timeout", () => onward.destroy(new Error("no answer in time")));
  onward.on("error", () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502, label).end();
  });
  response.on("close", () => onward.destroy());
  request.pipe(onward);
}

function without(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  names: readonly string[],
): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || names.includes(name) ? [] : [[name, value]],
    ),
  );
}
