import { useTranslations } from "use-intl";
import { formatDuration } from "@/components/ui/format-duration";
import { Time } from "@/components/ui/time";
import { useClock } from "@/components/ui/use-clock";
import type { RecordingView } from "@/lib/recordings/recording";
import { useSizeWords } from "./use-size-words";

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
    <p className="figures flex flex-wrap gap-x-2 text-small text-muted">
      <Time at={startedAt} />
      {isGrowing ? (
        <span>· {t("soFar", { time, size: size(bytes) })}</span>
      ) : (
        <>
          <span>· {time}</span>
          <span>· {size(bytes)}</span>
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
  if (expiresAt === null) return <span>· {t("kept")}</span>;
  if (now !== null && expiresAt <= now) return <span>· {t("expiresSoon")}</span>;
  return <span>· {t.rich("expires", { time: () => <Time key="time" at={expiresAt} /> })}</span>;
}
