import type { RequestListener } from "node:http";
import type { FastRoute } from "../fast-lane";
import { type RequestKind, requestKind } from "./request-kind";

/** Takes a duration in seconds. */
export type ObserveRequest = (kind: RequestKind, seconds: number) => void;

/** Times what the fast lane answers, waiting for new parts included. */
export function timeFast(route: FastRoute, observe: ObserveRequest): FastRoute {
  return (url, acceptEncoding, respond) => {
    const startedAt = performance.now();
    return route(url, acceptEncoding, (answer) => {
      const kind = requestKind(url);
      if (kind) observe(kind, (performance.now() - startedAt) / 1000);
      respond(answer);
    });
  };
}

/** Times everything else, until the last byte was handed to the system. */
export function timeRequests(listener: RequestListener, observe: ObserveRequest): RequestListener {
  return (request, response) => {
    const kind = requestKind(request.url ?? "/");
    if (kind) {
      const startedAt = performance.now();
      response.once("finish", () => observe(kind, (performance.now() - startedAt) / 1000));
    }
    listener(request, response);
  };
}
