import Link from "next/link";
import { cn } from "@/components/ui/cn";

export interface LabelChip {
  readonly name: string;
  readonly href: string;
  readonly isHere: boolean;
}

/** Narrows a list by kind. Links, so that the address says what is shown and the back button works. */
export function LabelChips({ label, chips }: { label: string; chips: readonly LabelChip[] }) {
  return (
    <nav aria-label={label}>
      <ul className="flex flex-wrap gap-2">
        {chips.map(({ name, href, isHere }) => (
          <li key={href}>
            <Link
              href={href}
              prefetch={false}
              scroll={false}
              aria-current={isHere ? "true" : undefined}
              className={cn(
                "flex h-8 items-center rounded-full border px-3 text-small font-medium pointer-coarse:h-11 pointer-coarse:px-4",
                isHere
                  ? "border-ink bg-ink text-canvas"
                  : "bg-surface text-muted hover:border-line-strong hover:text-ink",
              )}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
