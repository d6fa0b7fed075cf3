import { ListStreamSessionsCommand } from "@aws-sdk/client-ivs";
import type { Usage } from "../contract";
import type { Verb } from "./api";

const NOBODY_COUNTS = {
  bytesIn: null,
  bytesOut: null,
  viewerMs: null,
  transcodeMs: null,
  turnBytes: null,
} as const;

/** How long the channel was on air, as the service keeps its broadcasts, for 60 days. It counts neither bytes nor viewers' minutes. */
export async function usageOf(verb: Verb, channelArn: string, now: number): Promise<Usage> {
  let ingestMs = 0;
  let nextToken: string | undefined;
  do {
    const answer = await verb.send(
      "ListStreamSessions",
      new ListStreamSessionsCommand({ channelArn, maxResults: 100, nextToken }),
    );
    for (const { startTime, endTime } of answer.streamSessions ?? [])
      if (startTime) ingestMs += Math.max(0, (endTime?.getTime() ?? now) - startTime.getTime());
    nextToken = answer.nextToken;
  } while (nextToken);
  return { basis: "reported", totals: { ...NOBODY_COUNTS, ingestMs } };
}
