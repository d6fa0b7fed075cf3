import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { pageUser } from "@/app/_shell/page-actor";
import { ScopedMessages } from "@/app/_shell/scoped-messages";

export default async function PlanLayout({ children }: { children: ReactNode }) {
  const actor = await pageUser("/admin/plan");
  // Before anything is sent: what is loading would be answered with 200. The page asks again.
  if (actor.role !== "admin") notFound();
  return <ScopedMessages namespaces={["costs", "costDesk", "planner"]}>{children}</ScopedMessages>;
}
