import type { z } from "zod";
import { MediaEvent } from "../wire/media-events";
import { PublishRequest } from "../wire/publish";
import { createNonceStore, verifyRequest } from "../wire/signed-request";
import type { ProviderEvent, ProviderId, WebhookRequest } from "./contract";
import { ProviderError, type ProviderErrorCode } from "./errors";
import { toProviderEvents } from "./media-events";

/** Our own media server's calls to us, verified before they are parsed; for the providers that it carries. */
export interface MediaCallbacks {
  parseEvents(request: WebhookRequest): Promise<readonly ProviderEvent[]>;
  parsePublishRequest(request: WebhookRequest): Promise<PublishRequest>;
}

export function createMediaCallbacks(
  provider: ProviderId,
  secret: string,
  now: () => number,
): MediaCallbacks {
  const nonces = createNonceStore();
  const failure = (code: ProviderErrorCode, operation: string, message: string) =>
    new ProviderError({ code, provider, operation, message });

  async function verified<T>(operation: string, request: WebhookRequest, schema: z.ZodType<T>): Promise<T> {
    const verdict = await verifyRequest(secret, request, request.header, nonces, now());
    if (!verdict.valid)
      throw failure("unauthenticated", operation, `a call with a ${verdict.reason} signature`);
    const parsed = schema.safeParse(parseJson(request.body));
    if (!parsed.success) throw failure("invalid-input", operation, "a signed call with an unknown body");
    return parsed.data;
  }
  return {
    parseEvents: async (request) => toProviderEvents(await verified("parseEvents", request, MediaEvent)),
    parsePublishRequest: (request) => verified("parsePublishRequest", request, PublishRequest),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
