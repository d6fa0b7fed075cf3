import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import type { PlayerSession } from "./player-session";
import type { PlayerSnapshot } from "./snapshot";

/** Red at the edge, grey behind it; pressing it goes to the edge. */
export function LiveButton({ snapshot, session }: { snapshot: PlayerSnapshot; session: PlayerSession }) {
  const t = useTranslations("player");
  const isLive = snapshot.isAtEdge && snapshot.status === "playing";
  const label = isLive ? t("atLive") : t("goToLive");
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      data-at-edge={isLive}
      onClick={() => session.seekToLive()}
      className={cn(
        "mx-1 flex h-7 shrink-0 items-center gap-1.5 rounded-sm px-2 text-small font-semibold whitespace-nowrap",
        "focus-visible:outline-2 focus-visible:outline-white",
        isLive ? "bg-live text-white" : "bg-white/20 text-white hover:bg-white/30",
      )}
    >
      <span aria-hidden className={cn("size-2 rounded-full", isLive ? "bg-white" : "bg-white/60")} />
      {t("live")}
    </button>
  );
}
