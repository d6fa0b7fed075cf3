import { GetChannelCommand } from "@aws-sdk/client-ivs";
import { isProviderError } from "../errors";
import type { BeginVerb } from "./api";
import { listOurs } from "./channels";

/** How often all channels are counted, in ms; a thousand take ten calls. */
const EVERY_MS = 60_000;
/** All pages of the largest account, at five a second. */
const DEADLINE_MS = 20_000;
/** A new channel is not in the list at once, in ms. */
const SETTLE_MS = 30_000;
/** Channels that are asked about one by one after a count. */
const MAX_CONFIRMED = 20;
const MAX_REMEMBERED = 10_000;

/** Which channels were deleted at the service: live ones are listed there, and deleted ones look like idle ones. */
export interface Census {
  /** Whether the service knew no such channel at the last count; counts in the background. */
  isGone(channelArn: string): boolean;
}

export function createCensus(begin: BeginVerb, now: () => number): Census {
  const firstSeen = new Map<string, number>();
  let gone: ReadonlySet<string> = new Set();
  let countedAt = Number.NEGATIVE_INFINITY;
  let isCounting = false;

  async function count(): Promise<void> {
    const startedAt = now();
    const present = new Set((await listOurs(begin("observe", DEADLINE_MS))).map(({ arn }) => arn));
    const missing = [...firstSeen].flatMap(([arn, at]) =>
      !present.has(arn) && startedAt - at >= SETTLE_MS ? [arn] : [],
    );
    // Lists may lag: only what the service says of the channel itself counts.
    const confirmed = new Set([...gone].filter((arn) => !present.has(arn)));
    for (const arn of missing.filter((one) => !confirmed.has(one)).slice(0, MAX_CONFIRMED)) {
      const answer = begin("observe").send("GetChannel", new GetChannelCommand({ arn }));
      if (await answer.then(() => false, isNotFound)) confirmed.add(arn);
    }
    gone = confirmed;
  }

  return {
    isGone: (arn) => {
      if (firstSeen.size >= MAX_REMEMBERED) firstSeen.clear();
      if (!firstSeen.has(arn)) firstSeen.set(arn, now());
      if (!isCounting && now() - countedAt >= EVERY_MS) {
        isCounting = true;
        countedAt = now();
        void count()
          // A count that fails says nothing about anybody.
          .catch(() => {})
          .finally(() => {
            isCounting = false;
          });
      }
      return gone.has(arn);
    },
  };
}

function isNotFound(error: unknown): boolean {
  return isProviderError(error) && error.code === "not-found";
}
