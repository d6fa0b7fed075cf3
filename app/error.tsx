"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Button, buttonStyle } from "@/components/ui/button";

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useTranslations("pages");
  const common = useTranslations("common");
  return (
    <main id="content" className="type-viewer mx-auto max-w-2xl px-4 py-24 text-body">
      <h1 className="text-title font-semibold">{t("errorTitle")}</h1>
      <p className="mt-2 text-muted">{t("errorBody")}</p>
      {error.digest ? (
        <p className="mt-2 font-mono text-small text-muted">
          {t("errorReference", { digest: error.digest })}
        </p>
      ) : null}
      <div className="mt-6 flex flex-wrap gap-2">
        <Button tone="primary" onClick={reset}>
          {common("tryAgain")}
        </Button>
        <Link href="/" className={buttonStyle({ tone: "secondary" })}>
          {t("goHome")}
        </Link>
      </div>
    </main>
  );
}
