import { cn } from "@/components/ui/cn";
import { dashOf, fillOf, type Series, strokeOf } from "./series-style";

/** Names beside colours: squares for areas, strokes for lines. */
export function Legend({ series, as }: { series: readonly Series[]; as: "areas" | "lines" }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-small text-muted">
      {series.map(({ id, label }, place) => (
        <li key={id} className="flex items-center gap-1.5">
          {as === "areas" ? (
            <span aria-hidden className={cn("size-2.5 rounded-sm", fillOf(place))} />
          ) : (
            <svg aria-hidden viewBox="0 0 24 4" className={cn("h-1 w-6", strokeOf(place))}>
              <line
                x2="24"
                y1="2"
                y2="2"
                stroke="currentColor"
                strokeWidth="3"
                strokeDasharray={dashOf(place)}
              />
            </svg>
          )}
          {label}
        </li>
      ))}
    </ul>
  );
}
