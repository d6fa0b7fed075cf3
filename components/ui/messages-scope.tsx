"use client";
import type { ReactNode } from "react";
import { IntlProvider, useLocale, useMessages, useNow } from "use-intl";
import type { Messages } from "@/lib/i18n/messages";

/** Adds the words of one part of the site to those that every page has. */
export function MessagesScope({ messages, children }: { messages: Partial<Messages>; children: ReactNode }) {
  const outer = useMessages();
  return (
    <IntlProvider locale={useLocale()} now={useNow()} timeZone="UTC" messages={{ ...outer, ...messages }}>
      {children}
    </IntlProvider>
  );
}
