import { useTranslations } from "use-intl";
import { formatDuration } from "@/components/ui/format-duration";
import { Time } from "@/components/ui/time";
import { useClock } from "@/components/ui/use-clock";
import type { RecordingView } from "@/lib/recordings/recording";
import { useSizeWords } from "./use-size-words";

/** Stays with what is before it when the line wraps. */
const DOT = "\u00a0· ";

interface RecordingFactsProps {
  readonly recording: RecordingView;
  readonly isGrowing: boolean;
}

/** When, how long, how large, and until when, in one line that wraps. */
export function RecordingFacts({ recording, isGrowing }: RecordingFactsProps) {
  const t = useTranslations("recordings");
  const size = useSizeWords();
  const { startedAt, durationMs, bytes } = recording;
  const time = formatDuration(durationMs);
  return (
    <p className="figures text-small text-muted">
      <Time at={startedAt} />
      {isGrowing ? (
        <>
          {DOT}
          {t("soFar", { time, size: size(bytes) })}
        </>
      ) : (
        <>
          {DOT}
          {time}
          {DOT}
          {size(bytes)}
          <Kept recording={recording} />
        </>
      )}
    </p>
  );
}

function Kept({ recording: { state, expiresAt } }: { recording: RecordingView }) {
  const t = useTranslations("recordings");
  const now = useClock();
  if (state === "deleting") return null;
  const isDue = expiresAt !== null && now !== null && expiresAt <= now;
  return (
    <>
      {DOT}
      {expiresAt === null
        ? t("kept")
        : isDue
          ? t("expiresSoon")
          : t.rich("expires", { time: () => <Time key="time" at={expiresAt} /> })}
    </>
  );
}
