"use client";
import { useTranslations } from "use-intl";
import { CopyButton } from "@/components/ui/copy-button";
import { EncoderSettings } from "./encoder-settings";
import type { IngestActions } from "./ingest-actions";
import { KeyRow } from "./key-row";

interface EncoderSetupProps {
  readonly streamId: string;
  /** Address for the encoder's "Server" field; public, holds no key. */
  readonly server: string;
  /** The same door for programs that send by WebRTC; null where there is none. */
  readonly whipUrl: string | null;
  /** Resetting stops a broadcast: the dialog says so while there is one. */
  readonly isOnAir: boolean;
  readonly actions: IngestActions;
}

/** Everything that a streaming program asks for. */
export function EncoderSetup({ streamId, server, whipUrl, isOnAir, actions }: EncoderSetupProps) {
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
      <EncoderSettings server={server} />
    </div>
  );
}

function AddressRow({ label, copy, address }: { label: string; copy: string; address: string }) {
  return (
    <div>
      <p className="text-small text-muted">{label}</p>
      <div className="mt-1 flex flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 basis-48 rounded-sm bg-sunken px-2 py-1.5 font-mono break-all">
          {address}
        </code>
        <CopyButton label={copy} text={address} />
      </div>
    </div>
  );
}
