"use client";
import { useTranslations } from "use-intl";
import { AddressRow } from "./address-row";
import { EncoderSettings } from "./encoder-settings";
import type { IngestActions } from "./ingest-actions";
import { KeyRow } from "./key-row";
import { SrtRows } from "./srt-rows";

interface EncoderSetupProps {
  readonly streamId: string;
  /** Address for the encoder's "Server" field; public, holds no key. */
  readonly server: string;
  /** The same door for programs that send by WebRTC; null where there is none. */
  readonly whipUrl: string | null;
  /** And by SRT, without its secrets; null where there is none. */
  readonly srtUrl: string | null;
  /** Resetting stops a broadcast: the dialog says so while there is one. */
  readonly isOnAir: boolean;
  readonly actions: IngestActions;
}

/** Everything that a streaming program asks for. */
export function EncoderSetup({ streamId, server, whipUrl, srtUrl, isOnAir, actions }: EncoderSetupProps) {
  const t = useTranslations("setup");
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <p className="text-muted">{t("lead")}</p>
      <AddressRow label={t("server")} copy={t("copyServer")} address={server} />
      <KeyRow streamId={streamId} isOnAir={isOnAir} actions={actions} />
      {whipUrl === null ? null : (
        <div className="border-t pt-4">
          <AddressRow label={t("whip")} copy={t("copyWhip")} address={whipUrl} />
          <p className="mt-1.5 text-small text-muted">{t("whipHint")}</p>
        </div>
      )}
      {srtUrl === null ? null : <SrtRows streamId={streamId} url={srtUrl} actions={actions} />}
      <EncoderSettings server={server} />
    </div>
  );
}
