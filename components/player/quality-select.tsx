import { Settings2 } from "lucide-react";
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
    <span
      data-quality={playingId ?? ""}
      className="relative flex h-10 min-w-10 shrink-0 items-center justify-center gap-1.5 rounded-sm px-2 text-small font-semibold text-white focus-within:outline-2 focus-within:-outline-offset-2 focus-within:outline-white hover:bg-white/15"
    >
      <Settings2 size={20} aria-hidden />
      <span aria-hidden className="figures max-sm:hidden">
        {playing ? size(playing) : ""}
      </span>
      <select
        aria-label={t("quality")}
        title={t("quality")}
        value={chosenId ?? "auto"}
        onChange={(event) => session.setQuality(event.currentTarget.value)}
        className="absolute inset-0 cursor-pointer opacity-0"
      >
        <option value="auto" className="bg-black text-white">
          {playing ? t("qualityAutoNow", { size: size(playing) }) : t("qualityAuto")}
        </option>
        {offered.map((quality) => (
          <option key={quality.id} value={quality.id} className="bg-black text-white">
            {label(quality)}
          </option>
        ))}
      </select>
    </span>
  );
}
