import type { ReactNode } from "react";
import { ScopedMessages } from "@/app/_shell/scoped-messages";

export default function PlanLayout({ children }: { children: ReactNode }) {
  return <ScopedMessages namespaces={["costs", "costDesk", "planner"]}>{children}</ScopedMessages>;
}
