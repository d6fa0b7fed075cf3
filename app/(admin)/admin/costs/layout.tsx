import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { pageUser } from "@/app/_shell/page-actor";
import { ScopedMessages } from "@/app/_shell/scoped-messages";

export default async function CostsLayout({ children }: { children: ReactNode }) {
  const actor = await pageUser("/admin/costs");
  // Before anything is sent: what is loading would be answered with 200. Each page asks again.
  if (actor.role !== "admin") notFound();
  return <ScopedMessages namespaces={["costs", "costDesk", "labels"]}>{children}</ScopedMessages>;
}
