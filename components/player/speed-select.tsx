import { useTranslations } from "use-intl";
import type { PlayerSession } from "./player-session";
import type { PlayerSnapshot } from "./snapshot";

const RATES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;

/** The system's own list: it also opens in full screen, and as a wheel on phones. */
export function SpeedSelect({ snapshot, session }: { snapshot: PlayerSnapshot; session: PlayerSession }) {
  const t = useTranslations("player");
  return (
    <select
      aria-label={t("speed")}
      title={t("speed")}
      value={snapshot.playbackRate}
      onChange={(event) => session.setRate(Number(event.currentTarget.value))}
      className="figures h-10 shrink-0 cursor-pointer appearance-none rounded-sm bg-transparent px-2 text-center text-small font-semibold text-white hover:bg-white/15 focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-white"
    >
      {RATES.map((rate) => (
        <option key={rate} value={rate} className="bg-black text-white">
          {t("speedValue", { rate })}
        </option>
      ))}
    </select>
  );
}
