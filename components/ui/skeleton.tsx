import { cn } from "./cn";

/** A grey shape where something will be. Give it the size of that thing. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("breathe block rounded bg-line", className)} />;
}
