"use client";
import { Check } from "lucide-react";
import * as Radix from "radix-ui/dropdown-menu";
import type { ReactNode } from "react";
import { cn } from "./cn";

const itemStyle =
  "flex h-9 items-center gap-2 rounded-sm px-2 outline-none select-none data-highlighted:bg-sunken pointer-coarse:h-11 [&_svg]:size-4 [&_svg]:text-muted";

export function Menu({
  trigger,
  children,
  align = "end",
  isOpenAtFirst = false,
}: {
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "end";
  isOpenAtFirst?: boolean;
}) {
  return (
    <Radix.Root modal={false} defaultOpen={isOpenAtFirst}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="appear z-50 min-w-52 rounded border border-line bg-surface p-1 text-body"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function MenuItem({
  children,
  onSelect,
  asChild,
}: {
  children: ReactNode;
  onSelect?: () => void;
  asChild?: boolean;
}) {
  return (
    <Radix.Item
      className={itemStyle}
      {...(onSelect ? { onSelect } : {})}
      {...(asChild ? { asChild: true } : {})}
    >
      {children}
    </Radix.Item>
  );
}

interface MenuChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly { readonly value: string; readonly label: string; readonly lang?: string }[];
}

export function MenuChoice({ label, value, onChange, options }: MenuChoiceProps) {
  return (
    <Radix.RadioGroup value={value} onValueChange={onChange} aria-label={label}>
      <Radix.Label className="px-2 pt-2 pb-1 text-small text-muted">{label}</Radix.Label>
      {options.map((option) => (
        <Radix.RadioItem
          key={option.value}
          value={option.value}
          lang={option.lang}
          className={cn(itemStyle, "relative pl-8")}
        >
          <Radix.ItemIndicator className="absolute left-2">
            <Check aria-hidden />
          </Radix.ItemIndicator>
          {option.label}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function MenuSeparator() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}
