import type { ReactNode } from "react";
import { ScopedMessages } from "@/app/_shell/scoped-messages";

export default function RoutingLayout({ children }: { children: ReactNode }) {
  return <ScopedMessages namespaces={["routingDesk", "labels"]}>{children}</ScopedMessages>;
}
