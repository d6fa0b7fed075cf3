import type { ServerResponse } from "node:http";

/** A complete answer, made once and sent to whoever asked for it. */
export interface HttpAnswer {
  readonly status: number;
  /** Names and values in turn, as `writeHead` takes them. */
  readonly headers: string[];
  readonly body: readonly Buffer[];
  readonly bytes: number;
}

const OPEN_TO_ALL = ["access-control-allow-origin", "*"];

export function httpAnswer(
  status: number,
  headers: readonly string[],
  body: readonly Buffer[],
  bytes = body.reduce((sum, chunk) => sum + chunk.length, 0),
): HttpAnswer {
  return { status, headers: [...OPEN_TO_ALL, ...headers, "content-length", String(bytes)], body, bytes };
}

/** Sends without copying. Returns how many bytes of body went out; 0 when the client has left. */
export function sendAnswer(response: ServerResponse, answer: HttpAnswer, isHead: boolean): number {
  if (response.destroyed) return 0;
  response.writeHead(answer.status, answer.headers);
  const [only] = answer.body;
  if (isHead || !only) {
    response.end();
    return 0;
  }
  if (answer.body.length === 1) {
    response.end(only);
    return answer.bytes;
  }
  response.cork();
  for (const chunk of answer.body) response.write(chunk);
  response.end();
  response.uncork();
  return answer.bytes;
}

/** A refusal that pages can read: `{"error": …}`. */
export function errorAnswer(status: number, error: string): HttpAnswer {
  const body = Buffer.from(JSON.stringify({ error }));
  return httpAnswer(status, ["content-type", "application/json", "cache-control", "no-store"], [body]);
}
