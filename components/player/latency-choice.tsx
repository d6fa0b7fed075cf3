import { useTranslations } from "use-intl";
import { LATENCY_WISHES } from "./latency-wish";
import type { PlayerSession } from "./player-session";
import type { PlayerSnapshot } from "./snapshot";

/** How close to live to be, and what it costs. */
export function LatencyChoice({ snapshot, session }: { snapshot: PlayerSnapshot; session: PlayerSession }) {
  const t = useTranslations("playerMenu");
  const { latencyWish } = snapshot;
  if (latencyWish === null) return null;
  return (
    <fieldset className="m-0 min-w-0 border-0 py-2">
      <legend className="sr-only">{t("delay")}</legend>
      <p aria-hidden className="text-small font-semibold text-white/85">
        {t("delay")}
      </p>
      {LATENCY_WISHES.map((wish) => (
        <label key={wish} className="flex cursor-pointer items-start gap-2.5 py-1.5">
          <input
            type="radio"
            name="player-delay"
            checked={wish === latencyWish}
            onChange={() => session.setLatencyWish(wish)}
            aria-describedby={`player-delay-${wish}`}
            className="mt-1 size-4 shrink-0 accent-white focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-white"
          />
          <span>
            {t(wish)}
            <span id={`player-delay-${wish}`} className="block text-small text-white/75">
              {t(`${wish}Hint`)}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
