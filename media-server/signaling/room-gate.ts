import type { PublishVerdict } from "../../lib/wire/publish";
import { createFailureLimiter } from "../ingest/failure-limiter";
import { type AuthorizeRequest, createPublishGate, type PublishGate } from "../ingest/publish-gate";
import { defaultRtmpLimits } from "../ingest/rtmp/limits";
import type { Log } from "../log";

/** Whether somebody may host: asked like a publisher of any other protocol, and bounded like one. */
export function createRoomGate(options: {
  readonly authorize: (request: AuthorizeRequest) => Promise<PublishVerdict>;
  readonly log: Log;
}): PublishGate {
  return createPublishGate({
    protocol: "p2p",
    ...options,
    deadlineMs: defaultRtmpLimits.authorizeDeadlineMs,
    failures: createFailureLimiter({
      maxPerMinute: defaultRtmpLimits.maxFailuresPerMinute,
      maxPenaltyMs: defaultRtmpLimits.maxPenaltyMs,
      now: () => performance.now(),
    }),
    // Already a group: `clientAddress` made it one.
    group: (address) => address,
  });
}
