"use client";
import { Eye, EyeOff, RotateCcwKey } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import { useClock } from "@/components/ui/use-clock";
import type { IngestActions } from "./ingest-actions";
import { SecretCode } from "./secret-code";
import { useStreamKey } from "./use-stream-key";

interface KeyRowProps {
  readonly streamId: string;
  readonly isOnAir: boolean;
  readonly actions: IngestActions;
}

/** The publish secret: masked, copied unseen, shown only on purpose and for half a minute. */
export function KeyRow({ streamId, isOnAir, actions }: KeyRowProps) {
  const t = useTranslations("setup");
  const common = useTranslations("common");
  const key = useStreamKey(streamId, actions);
  const now = useClock();
  const [news, setNews] = useState("");
  const secondsLeft =
    key.shown && now !== null ? Math.max(0, Math.ceil((key.shown.until - now) / 1000)) : null;

  async function toggle() {
    if (key.shown) {
      key.hide();
      return setNews(t("keyHidden"));
    }
    await key.show();
    setNews(t("keyShown"));
  }

  async function reset() {
    const problem = await key.reset();
    if (!problem) setNews(t("resetDone"));
    return problem;
  }

  return (
    <div>
      <p className="flex justify-between gap-2 text-small text-muted">
        {t("key")}
        {secondsLeft === null ? null : (
          <span className="figures">{t("hidesIn", { seconds: secondsLeft })}</span>
        )}
      </p>
      <div className="mt-1 flex flex-wrap items-center gap-2">
        <SecretCode secret={key.shown?.key ?? null} />
        <CopyButton label={t("copyKey")} text={key.key} />
        <Button size="small" onClick={toggle} aria-label={key.shown ? t("hideKey") : t("showKey")}>
          {key.shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
          {key.shown ? common("hide") : common("show")}
        </Button>
      </div>
      {key.failure ? (
        <Notice tone="rust" role="alert" className="mt-2">
          {key.failure}
        </Notice>
      ) : null}
      <p className="mt-1.5 text-small text-muted">{t("secret")}</p>
      <div className="mt-4 flex flex-wrap items-center gap-x-3 gap-y-2 border-t pt-4">
        <CopyButton label={t("copyFullUrl")} text={key.fullUrl}>
          {t("fullUrl")}
        </CopyButton>
        <p className="min-w-0 flex-1 basis-48 text-small text-muted">{t("fullUrlHint")}</p>
        <ConfirmDialog
          trigger={
            <Button size="small" tone="danger-outline">
              <RotateCcwKey aria-hidden />
              {t("reset")}
            </Button>
          }
          title={t("resetTitle")}
          body={isOnAir ? t("resetBodyLive") : t("resetBody")}
          confirm={t("resetConfirm")}
          onConfirm={reset}
        />
      </div>
      <p role="status" className="mt-1.5 text-small text-muted empty:mt-0">
        {news}
      </p>
    </div>
  );
}
