"use client";

import { EyeOff } from "lucide-react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { ActionResult } from "@/lib/server-action";
import type { StreamView } from "@/lib/streams/stream";

export type PublishStream = (input: {
  streamId: string;
}) => Promise<ActionResult<{ readonly applied: "done" | "pending" }>>;

/** Says that nobody else watches, and how to change that. */
export function GoPublicPanel({ stream, publish }: { stream: StreamView; publish: PublishStream }) {
  const t = useTranslations("studio");
  const words = useErrorWords();
  const hasPicture = stream.broadcast === "preview";

  async function goPublic(): Promise<string | null> {
    const result = await publish({ streamId: stream.id });
    if (!result.ok) return words.sentence(result.error);
    toast(result.data.applied === "done" ? t("goPublicDone") : t("goPublicPending"));
    return null;
  }

  return (
    <section className="flex flex-wrap items-center gap-x-4 gap-y-3 rounded border border-accent/40 bg-accent-soft p-4">
      <EyeOff aria-hidden className="size-5 shrink-0 text-accent" />
      <div className="min-w-0 flex-1 basis-56">
        <h2 className="font-semibold">{t("goPublicTitle")}</h2>
        <p>{t("goPublicBody")}</p>
      </div>
      <ConfirmDialog
        trigger={<Button tone="primary">{t("goPublic")}</Button>}
        title={t("goPublicConfirmTitle")}
        body={hasPicture ? t("goPublicConfirmBody") : t("goPublicConfirmBodyLater")}
        confirm={t("goPublic")}
        keep={t("goPublicKeep")}
        onConfirm={goPublic}
      />
    </section>
  );
}
