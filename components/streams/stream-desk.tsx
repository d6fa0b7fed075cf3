"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useTranslations } from "use-intl";
import type { AccessActions } from "@/components/access/access-actions";
import { AccessPanel } from "@/components/access/access-panel";
import { CostPanel } from "@/components/costs/cost-panel";
import { ExperiencePanel } from "@/components/experience/experience-panel";
import { RecordingPanel, type RecordingPanelActions } from "@/components/recordings/recording-panel";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { GrantView } from "@/lib/access/grants";
import type { StreamCost } from "@/lib/ledger/get-stream-cost";
import type { ActionResult } from "@/lib/server-action";
import type { IngestAddress } from "@/lib/streams/get-ingest-addresses";
import type { StreamView } from "@/lib/streams/stream";
import { DeskNotices } from "./desk-notices";
import { EndedSummary } from "./ended-summary";
import { GoPublicPanel, type PublishStream } from "./go-public-panel";
import { HealthPanel } from "./health-panel";
import type { IngestActions } from "./ingest-actions";
import { isOver } from "./is-over";
import { PreviewPanel } from "./preview-panel";
import { ProviderReceipt } from "./provider-receipt";
import { QualitiesPanel } from "./qualities-panel";
import { RecordLink } from "./record-link";
import { SetupCard } from "./setup-card";
import { SharePanel } from "./share-panel";
import { StateNews, StatusBar } from "./status-bar";
import { streamStatusQuery } from "./stream-status-query";
import { useStreamEvents } from "./use-stream-events";

/** Only a stream that is over may have left something in this browser. */
const SafetyCopies = dynamic(
  () => import("@/components/broadcast/view/safety-copies").then((module) => module.SafetyCopies),
  { ssr: false },
);

interface StreamDeskProps {
  readonly initial: StreamView;
  readonly publicUrl: string;
  /** Address for the encoder, without the key; null when this kind of stream has none. */
  readonly server: string | null;
  /** For encoders that send by WebRTC, without the key; null when this kind of stream doesn't take them. */
  readonly whipUrl: string | null;
  /** For encoders that send by SRT, without its secrets; null when this kind of stream doesn't take them. */
  readonly srtUrl: string | null;
  /** Where a browser sends to, without the key; null when this kind of stream doesn't take browsers. */
  readonly browserAddress: IngestAddress | null;
  /** An admin may look at and end somebody's stream, but its key stays the owner's. */
  readonly isOwner: boolean;
  /** Open invitations, newest first. */
  readonly grants: readonly GrantView[];
  readonly actions: IngestActions & {
    readonly endStream: (input: { streamId: string }) => Promise<ActionResult<unknown>>;
    readonly publishStream: PublishStream;
    readonly getCost: (input: { streamId: string }) => Promise<ActionResult<StreamCost>>;
  } & RecordingPanelActions &
    AccessActions;
}

/** The creator's desk for one stream. */
export function StreamDesk({
  initial,
  publicUrl,
  server,
  whipUrl,
  srtUrl,
  browserAddress,
  isOwner,
  grants,
  actions,
}: StreamDeskProps) {
  const { data: stream } = useQuery({ ...streamStatusQuery(initial.id), initialData: initial });
  const connection = useStreamEvents(initial.id);
  const hasEnded = isOver(stream.broadcast);
  const isFinal = hasEnded && stream.endedBecause !== "publisher-lost";
  return (
    <>
      <StatusBar
        stream={stream}
        action={hasEnded ? null : <EndButton stream={stream} end={actions.endStream} />}
      />
      <div className="mx-auto grid max-w-6xl grid-cols-[minmax(0,1fr)] gap-4 px-4 py-5">
        <StateNews stream={stream} />
        <DeskNotices stream={stream} isLost={connection === "lost"} />
        {stream.isPreview && isOwner && !isFinal ? (
          <GoPublicPanel stream={stream} publish={actions.publishStream} />
        ) : null}
        {hasEnded ? (
          <>
            <EndedSummary stream={stream} isOwner={isOwner} />
            {isOwner ? (
              <SafetyCopies
                streamId={stream.id}
                title={stream.title}
                drops={0}
                className="rounded border bg-surface p-4"
              />
            ) : null}
            <RecordingPanel stream={stream} isOwner={isOwner} isFinal={isFinal} actions={actions} />
          </>
        ) : null}
        {isFinal ? (
          <>
            <RecordLink streamId={stream.id} />
            <CostPanel streamId={stream.id} isOnAir={false} getCost={actions.getCost} />
            <AccessPanel stream={stream} grants={grants} actions={actions} />
            <ProviderReceipt stream={stream} />
          </>
        ) : (
          <DeskPanels
            stream={stream}
            publicUrl={publicUrl}
            server={isOwner ? server : null}
            whipUrl={whipUrl}
            srtUrl={isOwner ? srtUrl : null}
            browserAddress={isOwner ? browserAddress : null}
            isOwner={isOwner}
            grants={grants}
            actions={actions}
          />
        )}
      </div>
    </>
  );
}

type DeskPanelsProps = Pick<
  StreamDeskProps,
  "publicUrl" | "server" | "whipUrl" | "srtUrl" | "browserAddress" | "isOwner" | "grants" | "actions"
> & {
  readonly stream: StreamView;
};

/** Two columns on a desk; on a phone one, in the order in which they are needed: picture, health, key. */
function DeskPanels({
  stream,
  publicUrl,
  server,
  whipUrl,
  srtUrl,
  browserAddress,
  isOwner,
  grants,
  actions,
}: DeskPanelsProps) {
  const isPlayable = stream.broadcast === "live" || stream.broadcast === "reconnecting";
  // Watching along would take a viewer's place in the room; the studio shows what goes out.
  const isRoom = browserAddress?.kind === "p2p" || stream.playback.some(({ kind }) => kind === "p2p");
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="contents lg:grid lg:gap-4">
        {isRoom ? null : <PreviewPanel stream={stream} />}
        <SetupCard
          stream={stream}
          server={server}
          whipUrl={whipUrl}
          srtUrl={srtUrl}
          browserAddress={browserAddress}
          actions={actions}
          className="max-lg:order-1"
        />
        {isOver(stream.broadcast) ? null : (
          <RecordingPanel
            stream={stream}
            isOwner={isOwner}
            isFinal={false}
            actions={actions}
            className="max-lg:order-1"
          />
        )}
        <div className="max-lg:order-2">
          <CostPanel streamId={stream.id} isOnAir={stream.ingest === "active"} getCost={actions.getCost} />
        </div>
      </div>
      <div className="contents lg:grid lg:grid-cols-[minmax(0,1fr)] lg:gap-4">
        <HealthPanel stream={stream} />
        <QualitiesPanel stream={stream} />
        {isPlayable || stream.experience ? <ExperiencePanel experience={stream.experience} /> : null}
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4 max-lg:order-2">
          <RecordLink streamId={stream.id} />
          <ProviderReceipt stream={stream} />
          <AccessPanel stream={stream} grants={grants} actions={actions} />
          <SharePanel publicUrl={publicUrl} stream={stream} />
        </div>
      </div>
    </div>
  );
}

function EndButton({ stream, end }: { stream: StreamView; end: StreamDeskProps["actions"]["endStream"] }) {
  const t = useTranslations("studio");
  const words = useErrorWords();
  return (
    <ConfirmDialog
      trigger={<Button tone="danger-outline">{t("end")}</Button>}
      title={t("endTitle")}
      body={t("endBody")}
      confirm={t("end")}
      keep={t("endKeep")}
      onConfirm={async () => {
        const result = await end({ streamId: stream.id });
        return result.ok ? null : words.sentence(result.error);
      }}
    />
  );
}
