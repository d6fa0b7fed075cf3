import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { ScopedMessages } from "@/app/_shell/scoped-messages";
import { SiteHeader } from "@/app/_shell/site-header";
import { Toaster } from "@/components/ui/toaster";
import { findActor } from "@/lib/auth/session";
import { AdminNav } from "./_components/admin-nav";
import { NoticeBar } from "./_components/notice-bar";

export default async function AdminLayout({ children }: { children: ReactNode }) {
  // Before a page's skeleton is on its way, which would make the answer a 200. Each page looks itself, too.
  const actor = await findActor();
  if (actor && actor.role !== "admin") notFound();
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
        "units",
        "budgets",
        "time",
        "overview",
        "deeds",
        "broadcast",
        "costDesk",
        "costs",
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
