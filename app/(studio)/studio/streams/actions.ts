"use server";

import { revalidatePath } from "next/cache";
import { getStreamCost } from "@/lib/ledger/get-stream-cost";
import { creatorAction } from "@/lib/server-action";
import { createStream } from "@/lib/streams/create-stream";
import { endStream } from "@/lib/streams/end-stream";
import { getIngest } from "@/lib/streams/get-ingest";
import { issueProbe } from "@/lib/streams/issue-probe";
import { planStream, StreamPlanInput } from "@/lib/streams/plan-stream";
import { publishStream } from "@/lib/streams/publish-stream";
import { rotateStreamKey } from "@/lib/streams/rotate-key";
import { CreateStreamInput, EndStreamInput, StreamInput } from "@/lib/streams/schemas";

export const createStreamAction = creatorAction(CreateStreamInput, async (input, { actor }) => {
  const stream = await createStream(actor, input);
  revalidatePath("/studio/streams");
  return { streamId: stream.id };
});

export const planStreamAction = creatorAction(StreamPlanInput, (input, { actor }) =>
  planStream(actor, input),
);

export const endStreamAction = creatorAction(EndStreamInput, async ({ streamId, reason }, { actor }) => {
  const ended = await endStream(actor, streamId, reason);
  revalidatePath("/studio/streams");
  return ended;
});

export const publishStreamAction = creatorAction(StreamInput, async ({ streamId }, { actor }) => {
  const { applied } = await publishStream(actor, streamId);
  revalidatePath("/studio/streams");
  return { applied };
});

export const getCostAction = creatorAction(StreamInput, ({ streamId }, { actor }) =>
  getStreamCost(actor, streamId),
);

export const rotateKeyAction = creatorAction(StreamInput, async ({ streamId }, { actor }) => ({
  ingest: await rotateStreamKey(actor, streamId),
}));

export const getIngestAction = creatorAction(StreamInput, async ({ streamId }, { actor }) => ({
  ingest: await getIngest(actor, streamId),
}));

export const issueProbeAction = creatorAction(StreamInput, ({ streamId }, { actor }) =>
  issueProbe(actor, streamId),
);
