import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export const buttonStyle = cva(
  "inline-flex shrink-0 items-center justify-center gap-2 rounded whitespace-nowrap font-medium transition-colors duration-100 select-none disabled:cursor-not-allowed disabled:opacity-55 aria-busy:cursor-progress [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      tone: {
        primary: "bg-accent text-on-accent hover:bg-accent-strong",
        secondary: "border border-line-strong bg-surface text-ink hover:bg-sunken",
        quiet: "text-ink hover:bg-sunken",
        danger: "bg-rust text-on-rust hover:opacity-90",
        "danger-outline": "border border-rust bg-surface text-rust hover:bg-rust-soft",
      },
      size: {
        small: "h-7 px-2 text-small pointer-coarse:h-10 pointer-coarse:px-3",
        medium: "h-9 px-3 text-body pointer-coarse:h-11",
        large: "h-11 px-5 text-body",
        icon: "size-9 pointer-coarse:size-11",
      },
    },
    defaultVariants: { tone: "secondary", size: "medium" },
  },
);

export type ButtonProps = ComponentProps<"button"> & VariantProps<typeof buttonStyle>;

export function Button({ tone, size, className, type = "button", ...props }: ButtonProps) {
  return <button type={type} className={cn(buttonStyle({ tone, size }), className)} {...props} />;
}
