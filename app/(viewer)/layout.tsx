import type { ReactNode } from "react";
import { ScopedMessages } from "@/app/_shell/scoped-messages";
import { SiteHeader } from "@/app/_shell/site-header";

export default function ViewerLayout({ children }: { children: ReactNode }) {
  return (
    <div className="type-viewer text-body">
      <SiteHeader />
      <main id="content" className="mx-auto max-w-6xl pb-12 sm:px-4 sm:pt-6">
        <ScopedMessages namespaces={["player", "playerMenu", "watch", "addressGate", "labels", "lists"]}>
          {children}
        </ScopedMessages>
      </main>
    </div>
  );
}
