import "server-only";
import { logger } from "../logger";
import { countWebhook, type WebhookOutcome } from "../metrics/web-metrics";
import type { ProviderId, WebhookRequest } from "../providers/contract";
import { isProviderError } from "../providers/errors";
import { MAX_SIGNED_BODY_BYTES } from "../wire/limits";
import { problemResponse } from "./problem";
import { readBody } from "./read-body";

interface Context {
  readonly params: Promise<{ provider: string }>;
}

/** A vendor's call in: raw body, verified by the vendor's own folder, closed when anything is unclear. */
export function webhookRoute(receive: (provider: ProviderId, request: WebhookRequest) => Promise<Response>) {
  return async (request: Request, context: Context): Promise<Response> => {
    const { provider } = await context.params;
    const startedAt = performance.now();
    const note = (outcome: WebhookOutcome) => countWebhook(outcome, (performance.now() - startedAt) / 1000);
    try {
      const response = await receive(provider, await toWebhookRequest(request));
      note("accepted");
      return response;
    } catch (error) {
      const isRefusal =
        isProviderError(error) && (error.code === "unauthenticated" || error.code === "invalid-input");
      note(isRefusal ? "refused" : "failed");
      if (isProviderError(error) && error.code === "unauthenticated") {
        logger().warn({ provider, reason: error.message }, "a webhook was refused");
        return new Response(null, { status: 401 });
      }
      if (isProviderError(error) && error.code === "invalid-input")
        return new Response(null, { status: 400 });
      return problemResponse(error, `webhook ${provider.slice(0, 40)}`);
    }
  };
}

async function toWebhookRequest(request: Request): Promise<WebhookRequest> {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    path: `${pathname}${search}`,
    body: await readBody(request, MAX_SIGNED_BODY_BYTES),
    header: (name) => request.headers.get(name),
  };
}
