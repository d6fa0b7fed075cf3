import type { ReactNode } from "react";
import { ScopedMessages } from "@/app/_shell/scoped-messages";
import { SiteHeader } from "@/app/_shell/site-header";
import { Toaster } from "@/components/ui/toaster";
import { AdminNav } from "./_components/admin-nav";
import { NoticeBar } from "./_components/notice-bar";

export default function AdminLayout({ children }: { children: ReactNode }) {
  return (
    <ScopedMessages
      namespaces={[
        "admin",
        "roles",
        "tiers",
        "tierSettings",
        "providerDesk",
        "providerOptions",
        "providerAbilities",
        "budgets",
        "time",
      ]}
    >
      <SiteHeader />
      <AdminNav />
      <NoticeBar />
      <main id="content">{children}</main>
      <Toaster />
    </ScopedMessages>
  );
}
