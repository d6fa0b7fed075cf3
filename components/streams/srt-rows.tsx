"use client";
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import { useClock } from "@/components/ui/use-clock";
import { AddressRow } from "./address-row";
import type { IngestActions } from "./ingest-actions";
import { SecretCode } from "./secret-code";
import { useShownTarget } from "./use-shown-target";

interface SrtRowsProps {
  readonly streamId: string;
  /** `srt://host:port`; public, holds no secret. */
  readonly url: string;
  readonly actions: Pick<IngestActions, "getIngest">;
}

/** The same stream by SRT: its stream id and passphrase are secrets, masked and shown like the key. */
export function SrtRows({ streamId, url, actions }: SrtRowsProps) {
  const t = useTranslations("setup");
  const common = useTranslations("common");
  const { shown, failure, hide, show, fetchTarget } = useShownTarget(streamId, "srt", actions);
  const now = useClock();
  const [news, setNews] = useState("");
  const secondsLeft = shown && now !== null ? Math.max(0, Math.ceil((shown.until - now) / 1000)) : null;

  async function toggle() {
    if (shown) {
      hide();
      return setNews(t("srtHidden"));
    }
    await show();
    setNews(t("srtShown"));
  }

  return (
    <section aria-label={t("srt")} className="grid gap-3 border-t pt-4">
      <AddressRow label={t("srt")} copy={t("copySrt")} address={url} />
      <div>
        <p className="flex justify-between gap-2 text-small text-muted">
          {t("srtStreamId")}
          {secondsLeft === null ? null : (
            <span className="figures">{t("hidesIn", { seconds: secondsLeft })}</span>
          )}
        </p>
        <div className="mt-1 flex flex-wrap items-center gap-2">
          <SecretCode secret={shown?.target.streamId ?? null} />
          <CopyButton label={t("copySrtStreamId")} text={async () => (await fetchTarget()).streamId} />
        </div>
      </div>
      <div>
        <p className="text-small text-muted">{t("srtPassphrase")}</p>
        <div className="mt-1 flex flex-wrap items-center gap-2">
          <SecretCode secret={shown?.target.streamKey ?? null} />
          <CopyButton label={t("copySrtPassphrase")} text={async () => (await fetchTarget()).streamKey} />
          <Button size="small" onClick={toggle} aria-label={shown ? t("hideSrt") : t("showSrt")}>
            {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
            {shown ? common("hide") : common("show")}
          </Button>
        </div>
      </div>
      {failure ? (
        <Notice tone="rust" role="alert">
          {failure}
        </Notice>
      ) : null}
      <p className="text-small text-muted">{t("srtHint")}</p>
      <p role="status" className="text-small text-muted empty:hidden">
        {news}
      </p>
    </section>
  );
}
