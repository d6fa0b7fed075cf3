"use client";
import { type ComponentProps, cloneElement, type ReactElement, type ReactNode, useState } from "react";
import type { Button } from "./button";

type Parts = typeof import("./menu");

interface LateMenuProps {
  /** Looks the same before and after. */
  readonly trigger: ReactElement<ComponentProps<typeof Button>>;
  readonly align?: "start" | "end";
  /** What is in it, made of the parts of `menu.tsx`. */
  readonly children: (parts: Parts) => ReactNode;
}

/** A menu whose code comes when somebody reaches for it: most visitors of a page never do. */
export function LateMenu({ trigger, align, children }: LateMenuProps) {
  const [parts, setParts] = useState<Parts | null>(null);
  const load = () => import("./menu");
  if (parts) {
    return (
      <parts.Menu trigger={trigger} isOpenAtFirst {...(align ? { align } : {})}>
        {children(parts)}
      </parts.Menu>
    );
  }
  const prepare = () => void load().catch(() => undefined);
  return cloneElement(trigger, {
    "aria-haspopup": "menu",
    "aria-expanded": false,
    onPointerEnter: prepare,
    onFocus: prepare,
    // Without a connection the next click tries again.
    onClick: () => void load().then(setParts, () => undefined),
  });
}
