"use client";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import type { IngestActions } from "@/components/streams/ingest-actions";
import type { IngestAddress } from "@/lib/streams/get-ingest-addresses";
import type { StreamView } from "@/lib/streams/stream";
import { RoomPanel } from "../room-panel";
import { useStore } from "../store";
import type { Studio } from "../studio";
import { CaptureHelp } from "./capture-help";
import { DevicePickers } from "./device-pickers";
import { GoLive } from "./go-live";
import { LineMeter } from "./line-meter";
import { PreflightList } from "./preflight-list";
import { SessionNotice } from "./session-notice";
import { Stage } from "./stage";
import { Transport } from "./transport";
import { usePreflight } from "./use-preflight";
import { useStudioKeys } from "./use-studio-keys";

interface StudioDeskProps {
  readonly studio: Studio;
  readonly stream: StreamView;
  readonly address: IngestAddress;
  readonly actions: IngestActions;
}

/** Camera and microphone are there: the picture, the controls below it, and what is known of the way out. */
export function StudioDesk({ studio, stream, address, actions }: StudioDeskProps) {
  const t = useTranslations("broadcastStudio");
  const { state } = useStore(studio.session.store);
  const { camera, microphone, screen } = useStore(studio.capture.store);
  const preflight = usePreflight(studio, stream, address);
  const region = useRef<HTMLElement>(null);
  useStudioKeys(region, studio);
  const isSending = state.phase === "live" || state.phase === "reconnecting";
  const { room } = studio.session;
  return (
    <section ref={region} tabIndex={-1} aria-label={t("region")} className="grid gap-4 outline-none">
      <Stage studio={studio} stream={stream} />
      <Transport studio={studio}>
        <GoLive studio={studio} stream={stream} actions={actions} blocker={preflight.blocker} />
      </Transport>
      <SessionNotice state={state} />
      <CaptureHelp kind="camera" trouble={camera.trouble} />
      <CaptureHelp kind="microphone" trouble={microphone.trouble} />
      <CaptureHelp kind="screen" trouble={screen.trouble} />
      <DevicePickers studio={studio} />
      {room ? <RoomPanel publisher={room} level={3} /> : null}
      {isSending ? <LineMeter studio={studio} /> : <PreflightList checks={preflight.checks} />}
    </section>
  );
}
