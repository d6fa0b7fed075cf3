import type { ReactNode } from "react";
import { ScopedMessages } from "@/app/_shell/scoped-messages";

/** The player alone, for a frame on another site: no header, no menu. */
export default function EmbedLayout({ children }: { children: ReactNode }) {
  return (
    <main id="content" className="type-viewer h-dvh overflow-hidden text-body">
      <ScopedMessages namespaces={["player", "playerMenu", "watch", "addressGate", "embed"]}>
        {children}
      </ScopedMessages>
    </main>
  );
}
