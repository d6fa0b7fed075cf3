import { useTranslations } from "use-intl";
import type { PlayerSession } from "./player-session";
import type { Quality } from "./quality";
import type { PlayerSnapshot } from "./snapshot";

/** Which picture to see. The system's own list: it also opens in full screen, and as a wheel on phones. */
export function QualitySelect({ snapshot, session }: { snapshot: PlayerSnapshot; session: PlayerSession }) {
  const t = useTranslations("player");
  const { offered, chosenId, playingId } = snapshot.quality;
  if (offered.length < 2) return null;
  const size = ({ id, lines }: Quality) =>
    lines === null ? id : t("qualityLines", { lines: String(lines) });
  const label = (quality: Quality) =>
    quality.isSource ? t("qualitySource", { size: size(quality) }) : size(quality);
  const playing = offered.find(({ id }) => id === playingId);
  return (
    <div data-quality={playingId ?? ""} className="flex h-12 items-center justify-between gap-3">
      <label htmlFor="player-quality">{t("quality")}</label>
      <select
        id="player-quality"
        value={chosenId ?? "auto"}
        onChange={(event) => session.setQuality(event.currentTarget.value)}
        className="figures h-9 min-w-0 cursor-pointer rounded-sm border border-white/40 bg-black px-2 text-body text-white focus-visible:outline-2 focus-visible:outline-white"
      >
        <option value="auto">
          {playing ? t("qualityAutoNow", { size: size(playing) }) : t("qualityAuto")}
        </option>
        {offered.map((quality) => (
          <option key={quality.id} value={quality.id}>
            {label(quality)}
          </option>
        ))}
      </select>
    </div>
  );
}
