"use client";
import { useEffect, useState } from "react";
import type { Messages } from "@/lib/i18n/messages";
import "./globals.css";

/** When even the layout fails there is no provider: the words come straight from a catalogue, fetched only then. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  const [page, setPage] = useState<{ language: string; words: Messages["pages"] } | null>(null);

  useEffect(() => {
    const language = document.cookie.match(/\blocale=(fr|ht)/)?.[1] ?? "en";
    const catalogue =
      language === "fr"
        ? import("@/messages/fr.json")
        : language === "ht"
          ? import("@/messages/ht.json")
          : import("@/messages/en.json");
    catalogue.then(({ default: messages }) => setPage({ language, words: messages.pages }));
  }, []);

  return (
    <html lang={page?.language ?? "en"}>
      <head>
        <title>{page?.words.errorTitle ?? "Ann Pale Live"}</title>
      </head>
      <body className="font-sans">
        {page ? (
          <main className="type-viewer mx-auto max-w-2xl px-4 py-24 text-body">
            <h1 className="text-title font-semibold">{page.words.errorTitle}</h1>
            <p className="mt-2 text-muted">{page.words.errorBody}</p>
            <button
              type="button"
              onClick={reset}
              className="mt-6 h-11 rounded bg-accent px-5 font-medium text-on-accent"
            >
              {page.words.tryAgain}
            </button>
          </main>
        ) : null}
      </body>
    </html>
  );
}
