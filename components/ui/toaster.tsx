"use client";
import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

/** Short news about what was just done. What went wrong stands beside its cause instead. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-center"
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-center gap-2 rounded border border-line-strong bg-surface px-4 py-3 text-body text-ink",
        },
      }}
    />
  );
}
