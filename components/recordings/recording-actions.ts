import type { ActionResult } from "@/lib/server-action";

/** Server actions on one recording, handed in by the page. */
export interface RecordingActions {
  readonly deleteRecording: (input: {
    recordingId: string;
  }) => Promise<ActionResult<{ removal: "done" | "pending" }>>;
  /** Only its owner gets an address. */
  readonly issueDownload: (input: { recordingId: string }) => Promise<ActionResult<{ url: string }>>;
}
