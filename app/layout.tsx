import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { AppProviders } from "@/components/app-providers";
import { env } from "@/lib/env";
import { getLocale, getTranslator } from "@/lib/i18n/get-translator";
import { FORMAT_LOCALES } from "@/lib/i18n/locales";
import { loadMessages, type Namespace, pickMessages } from "@/lib/i18n/messages";
import { DemoBanner } from "./_shell/demo-banner";
import "./globals.css";

/** For keys and addresses. Not preloaded: viewers' pages show neither. */
const geistMono = localFont({
  src: "../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2",
  variable: "--font-geist-mono",
  weight: "100 900",
  preload: false,
  adjustFontFallback: false,
});

/** What client components of every page need; each part of the site adds its own. */
const SHARED_WORDS: readonly Namespace[] = ["common", "nav", "time", "errors", "fieldErrors", "pages"];

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("common");
  return {
    metadataBase: new URL(env().PUBLIC_URL),
    title: { default: t("appName"), template: `%s · ${t("appName")}` },
    openGraph: { siteName: t("appName") },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f8f4ec" },
    { media: "(prefers-color-scheme: dark)", color: "#15120e" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = await getLocale();
  const [messages, incoming] = await Promise.all([loadMessages(locale), headers()]);
  return (
    <html lang={locale} className={`${GeistSans.variable} ${geistMono.variable}`} suppressHydrationWarning>
      <body className="font-sans">
        <AppProviders
          locale={FORMAT_LOCALES[locale]}
          messages={pickMessages(messages, SHARED_WORDS)}
          now={new Date()}
          nonce={incoming.get("x-nonce") ?? undefined}
        >
          {env().DEMO === "1" ? <DemoBanner /> : null}
          {children}
        </AppProviders>
      </body>
    </html>
  );
}
