import type { ReactNode } from "react";
import { MessagesScope } from "@/components/ui/messages-scope";
import { getLocale } from "@/lib/i18n/get-translator";
import { loadMessages, type Namespace, pickMessages } from "@/lib/i18n/messages";

/** Sends the words of these namespaces to the browser, for the client components inside. */
export async function ScopedMessages({
  namespaces,
  children,
}: {
  namespaces: readonly Namespace[];
  children: ReactNode;
}) {
  const messages = await loadMessages(await getLocale());
  return <MessagesScope messages={pickMessages(messages, namespaces)}>{children}</MessagesScope>;
}
