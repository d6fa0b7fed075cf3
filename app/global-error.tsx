"use client";
import english from "@/messages/en.json";
import french from "@/messages/fr.json";
import creole from "@/messages/ht.json";
import "./globals.css";

const CATALOGUES: Record<string, typeof english.pages> = {
  en: english.pages,
  fr: french.pages,
  ht: creole.pages,
};

/** When even the layout fails there is no provider: the words are taken straight from the catalogues. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  const asked =
    typeof document === "undefined" ? "en" : (document.cookie.match(/\blocale=(\w\w)/)?.[1] ?? "en");
  const words = CATALOGUES[asked] ?? english.pages;
  return (
    <html lang={asked}>
      <body className="font-sans">
        <main className="type-viewer mx-auto max-w-2xl px-4 py-24 text-body">
          <h1 className="text-title font-semibold">{words.errorTitle}</h1>
          <p className="mt-2 text-muted">{words.errorBody}</p>
          <button
            type="button"
            onClick={reset}
            className="mt-6 h-11 rounded bg-accent px-5 font-medium text-on-accent"
          >
            {words.tryAgain}
          </button>
        </main>
      </body>
    </html>
  );
}
