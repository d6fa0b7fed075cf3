"use client";

import { Lock } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { buttonStyle } from "@/components/ui/button";

interface PrivateCardProps {
  /** `turned-out`: was let in before, and isn't any longer. */
  readonly kind: "not-invited" | "invitation-over" | "turned-out";
  /** Null for whoever is signed in already. */
  readonly signInHref: string | null;
}

const WORDS = {
  "not-invited": ["privateTitle", "privateBody"],
  "invitation-over": ["invitationOverTitle", "invitationOverBody"],
  "turned-out": ["turnedOutTitle", "turnedOutBody"],
} as const;

/** In the place and shape of the player. Says nothing of the stream or of whose it is. */
export function PrivateCard({ kind, signInHref }: PrivateCardProps) {
  const t = useTranslations("watch");
  const [title, body] = WORDS[kind];
  return (
    <section
      data-refused={kind}
      role={kind === "turned-out" ? "status" : undefined}
      className="grid aspect-video min-h-64 w-full place-items-center border-y bg-sunken px-4 py-8 sm:rounded sm:border"
    >
      <div className="flex max-w-md flex-col items-center gap-1 text-center">
        <Lock size={20} aria-hidden className="mb-2 text-muted" />
        <h1 className="text-lead font-semibold text-balance">{t(title)}</h1>
        <p className="text-balance text-muted">{t(body)}</p>
        {signInHref && (
          <>
            <p className="mt-3 text-balance">{t("privateSignInHint")}</p>
            <Link href={signInHref} className={`${buttonStyle({ tone: "secondary" })} mt-2`}>
              {t("privateSignIn")}
            </Link>
          </>
        )}
      </div>
    </section>
  );
}
