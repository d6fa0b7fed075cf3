import { POST as authorizeRoute } from "../../app/api/webhooks/[provider]/authorize/route";
import { POST as eventsRoute } from "../../app/api/webhooks/[provider]/route";
import { DEFAULT_PROVIDER } from "../providers/registry";
import type { MediaEvent } from "../wire/media-events";
import { type PublishRequest, PublishVerdict } from "../wire/publish";
import { TEST_SECRET } from "./app-environment";
import { signedRequest } from "./media-server-double";

export const EVENTS_PATH = `/api/webhooks/${DEFAULT_PROVIDER}`;
const params = { params: Promise.resolve({ provider: DEFAULT_PROVIDER }) };

/** One event as the media server delivers it; the answer's status. */
export async function sendEvent(event: MediaEvent): Promise<number> {
  return (await eventsRoute(await signedRequest(TEST_SECRET, EVENTS_PATH, event), params)).status;
}

/** The media server's question about a key. */
export async function askToPublish(
  streamKey: string,
  address = "10.0.0.1",
  protocol: PublishRequest["protocol"] = "rtmp",
): Promise<PublishVerdict> {
  const body = { serverId: "server-one", streamKey, protocol, address };
  const request = await signedRequest(TEST_SECRET, `${EVENTS_PATH}/authorize`, body);
  return PublishVerdict.parse(await (await authorizeRoute(request, params)).json());
}
