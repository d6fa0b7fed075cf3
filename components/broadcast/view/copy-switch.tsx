"use client";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { useSizeWords } from "@/components/recordings/use-size-words";
import { useStore } from "../store";
import type { Studio } from "../studio";

/** Whether what goes out is also kept in this browser, and how that goes. */
export function CopySwitch({ studio }: { studio: Studio }) {
  const t = useTranslations("broadcastStudio");
  const size = useSizeWords();
  const id = useId();
  const { choice } = useStore(studio.capture.store);
  const { state, bytes } = useStore(studio.recorder.store);
  return (
    <div className="flex items-start gap-3 border-t pt-4">
      <input
        id={id}
        type="checkbox"
        checked={choice.keepsCopy}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => studio.keepCopy(target.checked)}
        className="mt-0.5 size-4 accent-(--accent) pointer-coarse:size-5"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="font-medium">
          {t("copies.switch")}
        </label>
        <p id={`${id}-hint`} className="figures text-small text-muted">
          {t(`copies.state.${state}`, { size: size(bytes) })}
        </p>
      </div>
    </div>
  );
}
