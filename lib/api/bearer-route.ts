import "server-only";
import type { Actor } from "../auth/actor";
import { addressOf } from "../auth/address-of";
import { isRateLimited, limitRate } from "../auth/rate-limits";
import { findActorByToken } from "../auth/tokens";
import { AppError } from "../errors";
import { problemResponse } from "./problem";

interface Context<P> {
  readonly params: Promise<P>;
}

/** Wraps a handler of the REST API: bearer token in, JSON or problem+json out, never cached. Cookies count for nothing here. */
export function bearerRoute<P = Record<string, never>>(
  handle: (request: Request, actor: Actor, params: P) => Promise<Response>,
): (request: Request, context: Context<P>) => Promise<Response> {
  return async (request, context) => {
    try {
      const actor = await authenticate(request);
      return await handle(request, actor, await context.params);
    } catch (error) {
      return problemResponse(error, `${request.method} ${new URL(request.url).pathname}`);
    }
  };
}

export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}

async function authenticate(request: Request): Promise<Actor> {
  const address = addressOf(request.headers.get("x-forwarded-for"));
  const bearer = /^Bearer ([^\s]{1,256})$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  const actor = bearer ? await findActorByToken(bearer) : null;
  // A right token is never refused for its neighbours' wrong ones.
  if (actor) return actor;
  if (await isRateLimited("bearer-refused", address)) throw new AppError("rate-limited");
  if (bearer) await limitRate("bearer-refused", address).catch(() => {});
  throw new AppError("unauthenticated", "no valid bearer token", {
    userMessage: "Send a valid token: Authorization: Bearer apl_…",
  });
}
