"use client";
import { useTranslations } from "use-intl";

/** A secret as text, or as dots while it is null. */
export function SecretCode({ secret }: { readonly secret: string | null }) {
  const t = useTranslations("setup");
  return (
    <code className="min-w-0 flex-1 basis-48 rounded-sm bg-sunken px-2 py-1.5 font-mono break-all">
      {secret ?? (
        <>
          <span aria-hidden>{"•".repeat(20)}</span>
          <span className="sr-only">{t("masked")}</span>
        </>
      )}
    </code>
  );
}
