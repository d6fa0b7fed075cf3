"use server";

import { revalidatePath } from "next/cache";
import { deleteRecording } from "@/lib/recordings/delete-recording";
import { issueDownload } from "@/lib/recordings/issue-download";
import { RecordingInput, SetRecordedInput } from "@/lib/recordings/schemas";
import { setRecorded } from "@/lib/recordings/set-recorded";
import { creatorAction } from "@/lib/server-action";

export const deleteRecordingAction = creatorAction(RecordingInput, async ({ recordingId }, { actor }) => {
  const outcome = await deleteRecording(actor, recordingId);
  revalidatePath("/studio/recordings");
  return outcome;
});

/** The answer holds an address that only its owner gets. */
export const issueDownloadAction = creatorAction(RecordingInput, ({ recordingId }, { actor }) =>
  issueDownload(actor, recordingId),
);

export const setRecordedAction = creatorAction(SetRecordedInput, ({ streamId, isRecorded }, { actor }) =>
  setRecorded(actor, streamId, isRecorded),
);
