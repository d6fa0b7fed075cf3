"use client";
import { useTranslations } from "use-intl";
import { Panel } from "@/components/ui/panel";
import type { StreamView } from "@/lib/streams/stream";
import type { RecordingActions } from "./recording-actions";
import { RecordingItem } from "./recording-item";
import { RecordingSwitch, type SetRecorded } from "./recording-switch";

interface RecordingPanelProps {
  readonly stream: StreamView;
  readonly isOwner: boolean;
  /** Ended for good: nothing more can be recorded. */
  readonly isFinal: boolean;
  readonly actions: RecordingPanelActions;
  readonly className?: string;
}

export type RecordingPanelActions = RecordingActions & { readonly setRecorded: SetRecorded };

/** Whether this stream is kept, and what there is of it. */
export function RecordingPanel({ stream, isOwner, isFinal, actions, className }: RecordingPanelProps) {
  const t = useTranslations("recordings");
  const { recordings } = stream;
  const isOver = stream.endedAt !== null;
  const hasSwitch = isOwner && !isFinal;
  return (
    <Panel title={t("panel")} {...(className ? { className } : {})}>
      <div className="grid gap-4">
        {hasSwitch ? (
          <RecordingSwitch streamId={stream.id} isOn={stream.isRecorded} set={actions.setRecorded} />
        ) : null}
        {recordings.map((recording) => (
          <div key={recording.id} className="border-t pt-4 first:border-t-0 first:pt-0">
            <RecordingItem
              recording={recording}
              title={stream.title}
              isOnAir={!isOver}
              isOwner={isOwner}
              actions={actions}
            />
          </div>
        ))}
        {recordings.length === 0 && !hasSwitch ? <p className="text-muted">{t("none")}</p> : null}
      </div>
    </Panel>
  );
}
