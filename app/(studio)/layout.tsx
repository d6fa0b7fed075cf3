import type { ReactNode } from "react";
import { ScopedMessages } from "@/app/_shell/scoped-messages";
import { SiteHeader } from "@/app/_shell/site-header";
import { QueryProvider } from "@/components/query-provider";
import { Toaster } from "@/components/ui/toaster";
import type { Namespace } from "@/lib/i18n/messages";

const WORDS: readonly Namespace[] = [
  "streams",
  "studio",
  "setup",
  "health",
  "broadcast",
  "broadcastHint",
  "endReason",
  "endReasonForOthers",
  "notices",
  "record",
  "experience",
  "labels",
  "visibility",
  "access",
  "decision",
  "units",
  "settings",
  "scopes",
  "player",
  "embed",
  "recordings",
  "room",
  "carriers",
  "costs",
  "addressGate",
];

export default function StudioLayout({ children }: { children: ReactNode }) {
  return (
    <ScopedMessages namespaces={WORDS}>
      <SiteHeader />
      <main id="content">
        <QueryProvider>{children}</QueryProvider>
      </main>
      <Toaster />
    </ScopedMessages>
  );
}
