"use client";
import { useId, useState, useTransition } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { ActionResult } from "@/lib/server-action";

export type SetRecorded = (input: {
  streamId: string;
  isRecorded: boolean;
}) => Promise<ActionResult<{ applied: "done" | "pending" }>>;

interface RecordingSwitchProps {
  readonly streamId: string;
  readonly isOn: boolean;
  readonly set: SetRecorded;
}

/** On air it holds from the moment on. What is shown is what is stored; a wish under way is shown as one. */
export function RecordingSwitch({ streamId, isOn, set }: RecordingSwitchProps) {
  const t = useTranslations("recordings");
  const words = useErrorWords();
  const hint = useId();
  const [busy, start] = useTransition();
  const [wish, setWish] = useState<boolean | null>(null);
  const isShownOn = busy && wish !== null ? wish : isOn;

  function change(isRecorded: boolean) {
    setWish(isRecorded);
    start(async () => {
      const result = await set({ streamId, isRecorded });
      if (!result.ok) toast(words.sentence(result.error));
      else if (result.data.applied === "pending") toast(t("switchPending"));
      else toast(isRecorded ? t("switchedOn") : t("switchedOff"));
    });
  }

  return (
    <div className="flex items-start justify-between gap-4">
      <div className="min-w-0">
        <p id={`${hint}-label`} className="font-medium">
          {t("switch")}
        </p>
        <p id={hint} className="text-small text-muted">
          {isShownOn ? t("switchOn") : t("switchOff")}
        </p>
      </div>
      <button
        type="button"
        role="switch"
        aria-checked={isShownOn}
        aria-labelledby={`${hint}-label`}
        aria-describedby={hint}
        aria-busy={busy}
        disabled={busy}
        onClick={() => change(!isShownOn)}
        className="group flex h-9 shrink-0 items-center gap-2 rounded px-1 pointer-coarse:h-11"
      >
        <span className="text-small text-muted">{isShownOn ? t("on") : t("off")}</span>
        <span
          aria-hidden
          className="flex h-5 w-9 items-center rounded-full border border-line-strong bg-sunken px-0.5 group-aria-checked:border-accent group-aria-checked:bg-accent"
        >
          <span className="size-3.5 rounded-full bg-muted group-aria-checked:translate-x-4 group-aria-checked:bg-on-accent motion-safe:transition-transform motion-safe:duration-100" />
        </span>
      </button>
    </div>
  );
}
