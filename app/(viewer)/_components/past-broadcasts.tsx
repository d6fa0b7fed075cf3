import Link from "next/link";
import { Poster } from "@/components/streams/poster";
import { formatDuration, isoDuration } from "@/components/ui/format-duration";
import { Time } from "@/components/ui/time";
import { getTranslator } from "@/lib/i18n/get-translator";
import { listPastBroadcasts } from "@/lib/recordings/list-past-broadcasts";

const MOST = 24;

/** A channel's public broadcasts that can be watched again; nothing while there are none. */
export async function PastBroadcasts({ channelId }: { channelId: string }) {
  const [t, past] = await Promise.all([
    getTranslator("watch"),
    listPastBroadcasts(channelId, { limit: MOST, except: null }),
  ]);
  if (past.length === 0) return null;
  return (
    <section aria-labelledby="past" className="mt-10 px-4 sm:px-0">
      <h2 id="past" className="text-lead font-semibold">
        {t("pastTitle")}
      </h2>
      <ul className="mt-4 grid gap-x-4 gap-y-6 sm:grid-cols-2 lg:grid-cols-3">
        {past.map((one) => (
          <li key={one.streamId} className="relative">
            <span className="relative block overflow-hidden rounded border">
              <Poster src={one.posterUrl} />
              <time
                dateTime={isoDuration(one.durationMs)}
                className="figures absolute right-2 bottom-2 rounded-sm bg-black/80 px-1.5 text-small text-white"
              >
                {formatDuration(one.durationMs)}
              </time>
            </span>
            <h3 className="mt-2 line-clamp-2 font-medium wrap-anywhere">
              <Link
                href={`/watch/${one.streamId}`}
                prefetch={false}
                className="rounded-sm underline-offset-4 after:absolute after:inset-0 hover:underline"
              >
                {one.title}
              </Link>
            </h3>
            <p className="text-small text-muted">
              <Time at={one.startedAt} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
