import type { ReactNode } from "react";
import { ScopedMessages } from "@/app/_shell/scoped-messages";
import { SiteHeader } from "@/app/_shell/site-header";
import { Toaster } from "@/components/ui/toaster";

export default function AdminLayout({ children }: { children: ReactNode }) {
  return (
    <ScopedMessages namespaces={["admin", "roles", "tiers"]}>
      <SiteHeader />
      <main id="content">{children}</main>
      <Toaster />
    </ScopedMessages>
  );
}
