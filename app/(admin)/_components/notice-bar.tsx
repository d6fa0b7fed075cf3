import { BellRing } from "lucide-react";
import Link from "next/link";
import { findActor } from "@/lib/auth/session";
import { getLocale, getTranslator } from "@/lib/i18n/get-translator";
import { describeNotice } from "@/lib/notices/describe-notice";
import { listNotices } from "@/lib/notices/list-notices";
import { PutAway } from "./put-away";

const MOST_SHOWN = 2;
const MOST_READ = 50;

/** What admins have not put away yet, on each of their pages; nothing for anybody else. */
export async function NoticeBar() {
  const actor = await findActor();
  if (actor?.role !== "admin") return null;
  const unread = await listNotices(actor, { limit: MOST_READ, onlyUnread: true });
  if (unread.length === 0) return null;
  const [t, locale] = await Promise.all([getTranslator("alerts"), getLocale()]);
  const shown = await Promise.all(
    unread
      .slice(0, MOST_SHOWN)
      .map(async (notice) => ({ notice, ...(await describeNotice(notice, locale)) })),
  );
  const more = unread.length - shown.length;
  return (
    <aside aria-label={t("new")} className="border-b bg-fair-soft">
      <ul className="mx-auto grid max-w-6xl gap-3 px-4 py-3">
        {shown.map(({ notice, title, body, href }) => (
          <li key={notice.id} className="flex flex-wrap items-start gap-x-3 gap-y-2 sm:flex-nowrap">
            <BellRing aria-hidden className="mt-0.5 size-4 shrink-0 text-fair" />
            <div className="figures min-w-0 flex-1">
              <p className="font-medium">{title}</p>
              <p>{body}</p>
            </div>
            <span className="flex shrink-0 items-center gap-3 max-sm:w-full max-sm:pl-7">
              <Link href={href} prefetch={false} className="font-medium underline underline-offset-2">
                {t("look")}
              </Link>
              <PutAway ids={[notice.id]} label={t("putAway")} name={title} />
            </span>
          </li>
        ))}
        {more > 0 ? (
          <li className="pl-7">
            <Link href="/admin/budgets#told" className="underline underline-offset-2">
              {t("more", { count: more })}
            </Link>
          </li>
        ) : null}
      </ul>
    </aside>
  );
}
