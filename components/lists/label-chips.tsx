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
    <nav aria-label={label} className="max-w-full">
      {/* On a phone one row that is swiped, from edge to edge. */}
      <ul className="flex gap-2 max-sm:-mx-4 max-sm:overflow-x-auto max-sm:px-4 max-sm:py-1 max-sm:[scrollbar-width:none] sm:flex-wrap">
        {chips.map(({ name, href, isHere }) => (
          <li key={href}>
            <Link
              href={href}
              prefetch={false}
              scroll={false}
              aria-current={isHere ? "true" : undefined}
              className={cn(
                "flex h-8 items-center rounded-full border px-3 text-small font-medium whitespace-nowrap pointer-coarse:h-10 pointer-coarse:px-4",
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
