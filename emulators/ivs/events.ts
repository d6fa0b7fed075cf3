import { randomUUID } from "node:crypto";

/** An API destination of EventBridge, as the operator sets it up. */
export interface EventTarget {
  readonly url: string;
  /** Name and value of the header that its connection adds. */
  readonly header: readonly [name: string, value: string];
}

const DEADLINE_MS = 5_000;

/** Sends one event as EventBridge does. One that is refused is not sent again here: whoever polls finds out all the same. */
export function sendEvent(
  { url, header: [name, value] }: EventTarget,
  channelArn: string,
  channelName: string,
  type: string,
  detail: object,
): void {
  const [, , , region, account] = channelArn.split(":");
  const body = JSON.stringify({
    ...{ version: "0", id: randomUUID(), "detail-type": type, source: "aws.ivs" },
    ...{ account, region, time: new Date().toISOString(), resources: [channelArn] },
    detail: { channel_name: channelName, ...detail },
  });
  const headers = { "content-type": "application/json", [name]: value };
  fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(DEADLINE_MS) }).then(
    (response) => response.arrayBuffer(),
    () => undefined,
  );
}
