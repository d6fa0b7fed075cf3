import Link from "next/link";
import { ReplayGrid } from "@/components/lists/replay-grid";
import { getTranslator } from "@/lib/i18n/get-translator";
import { listReplays } from "@/lib/recordings/list-replays";

const MOST = 12;

/** A channel's newest public broadcasts that can be watched again; nothing while there are none. */
export async function PastBroadcasts({ channelId, handle }: { channelId: string; handle: string }) {
  const [t, { replays, next }] = await Promise.all([
    getTranslator("lists"),
    listReplays({ channelId, limit: MOST }),
  ]);
  if (replays.length === 0) return null;
  return (
    <section aria-labelledby="past" className="mt-10 px-4 sm:px-0">
      <div className="flex items-baseline justify-between gap-4">
        <h2 id="past" className="text-lead font-semibold">
          {t("past")}
        </h2>
        {next ? (
          <Link
            href={`/@${handle}/broadcasts`}
            prefetch={false}
            className="rounded-sm font-medium text-accent underline-offset-4 hover:underline"
          >
            {t("allPast")}
          </Link>
        ) : null}
      </div>
      <div className="mt-4">
        <ReplayGrid cards={replays} isOwnPage />
      </div>
    </section>
  );
}
