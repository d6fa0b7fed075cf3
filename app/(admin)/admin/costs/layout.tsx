import type { ReactNode } from "react";
import { ScopedMessages } from "@/app/_shell/scoped-messages";

export default function CostsLayout({ children }: { children: ReactNode }) {
  return <ScopedMessages namespaces={["costs", "costDesk", "labels"]}>{children}</ScopedMessages>;
}
