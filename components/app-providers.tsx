"use client";
import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { IntlProvider } from "use-intl";
import type { Messages } from "@/lib/i18n/messages";

interface AppProvidersProps {
  /** Whose numbers and dates are used. */
  readonly locale: string;
  readonly messages: Partial<Messages>;
  /** The server's clock when it drew the page, so that both draw the same. */
  readonly now: Date;
  readonly nonce?: string | undefined;
  readonly children: ReactNode;
}

export function AppProviders({ locale, messages, now, nonce, children }: AppProvidersProps) {
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      {...(nonce ? { nonce } : {})}
    >
      <IntlProvider locale={locale} messages={messages} now={now} timeZone="UTC">
        {children}
      </IntlProvider>
    </ThemeProvider>
  );
}
