import { POST as authorizeRoute } from "../../app/api/webhooks/[provider]/authorize/route";
import { POST as eventsRoute } from "../../app/api/webhooks/[provider]/route";
import type { MediaEvent } from "../wire/media-events";
import { type PublishRequest, PublishVerdict } from "../wire/publish";
import { TEST_SECRET } from "./app-environment";
import { DEFAULT_PROVIDER } from "./default-provider";
import { signedRequest } from "./media-server-double";

export const EVENTS_PATH = pathOf(DEFAULT_PROVIDER);

/** One event as the media server delivers it; the answer's status. */
export async function sendEvent(event: MediaEvent, provider = DEFAULT_PROVIDER): Promise<number> {
  const request = await signedRequest(TEST_SECRET, pathOf(provider), event);
  return (await eventsRoute(request, paramsOf(provider))).status;
}

/** The media server's question about a key. */
export async function askToPublish(
  streamKey: string,
  address = "10.0.0.1",
  protocol: PublishRequest["protocol"] = "rtmp",
  provider = DEFAULT_PROVIDER,
): Promise<PublishVerdict> {
  const body = { serverId: "server-one", streamKey, protocol, address };
  const request = await signedRequest(TEST_SECRET, `${pathOf(provider)}/authorize`, body);
  return PublishVerdict.parse(await (await authorizeRoute(request, paramsOf(provider))).json());
}

function pathOf(provider: string): string {
  return `/api/webhooks/${provider}`;
}

function paramsOf(provider: string) {
  return { params: Promise.resolve({ provider }) };
}
