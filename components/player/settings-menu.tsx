import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { LatencyChoice } from "./latency-choice";
import type { PlayerSession } from "./player-session";
import { QualitySelect } from "./quality-select";
import type { PlayerSnapshot } from "./snapshot";
import { SETTINGS_ID } from "./use-panels";

interface SettingsMenuProps {
  readonly snapshot: PlayerSnapshot;
  readonly session: PlayerSession;
  readonly areFiguresShown: boolean;
  readonly onToggleFigures: () => void;
  readonly onClose: () => void;
}

/** What viewers set rarely. Inside the player, so that it is there in full screen too. */
export function SettingsMenu({ snapshot, session, onClose, ...figures }: SettingsMenuProps) {
  const t = useTranslations("playerMenu");
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => panel.current?.querySelector<HTMLElement>("select, input:checked, button")?.focus(), []);
  const { engine } = snapshot;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another engine may know others.
  useEffect(() => void session.askQualities(), [session, engine]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onClose();
  };
  return (
    <div
      ref={panel}
      id={SETTINGS_ID}
      role="dialog"
      aria-label={t("title")}
      // Arrows choose here; they don't seek.
      data-own-keys
      onKeyDown={onKeyDown}
      className="absolute right-2 bottom-14 z-30 max-h-[calc(100%-4rem)] w-76 max-w-[calc(100%-1rem)] divide-y divide-white/20 overflow-y-auto overscroll-contain rounded border border-white/25 bg-black/90 px-3 text-body"
    >
      <QualitySelect snapshot={snapshot} session={session} />
      <LatencyChoice snapshot={snapshot} session={session} />
      <label className="flex h-11 cursor-pointer items-center justify-between gap-3">
        <span>
          {t("figures")} <kbd className="ml-1 font-mono text-small text-white/70">S</kbd>
        </span>
        <input
          type="checkbox"
          checked={figures.areFiguresShown}
          onChange={figures.onToggleFigures}
          className="size-4 accent-white focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-white"
        />
      </label>
    </div>
  );
}
