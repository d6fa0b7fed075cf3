import type { ReactNode } from "react";
import { ScopedMessages } from "@/app/_shell/scoped-messages";
import { SiteHeader } from "@/app/_shell/site-header";
import { QueryProvider } from "@/components/query-provider";

export default function SiteLayout({ children }: { children: ReactNode }) {
  return (
    <div className="type-viewer text-body">
      <SiteHeader />
      <main id="content" className="mx-auto max-w-6xl px-4 py-8 sm:py-12">
        <ScopedMessages namespaces={["signIn", "signUp", "lists", "labels"]}>
          <QueryProvider>{children}</QueryProvider>
        </ScopedMessages>
      </main>
    </div>
  );
}
