import { cn } from "@/components/ui/cn";
import { roundUp } from "./column-layout";

export interface SpendMark {
  readonly at: number;
  readonly label: string;
}

interface SpendBarProps {
  /** What is shown, in a sentence, for whoever hears it instead. */
  readonly name: string;
  readonly spent: number;
  /** Where it is expected to end; null while too little is known. */
  readonly forecast: { readonly low: number; readonly expected: number; readonly high: number } | null;
  /** Budgets, smallest first. */
  readonly marks: readonly SpendMark[];
  readonly format: (value: number) => string;
}

/** Spent so far, the band in which the month is expected to end, and the budgets it meets on its way. */
export function SpendBar({ name, spent, forecast, marks, format }: SpendBarProps) {
  const top = roundUp(Math.max(spent, forecast?.high ?? 0, ...marks.map(({ at }) => at * 1.05)));
  const place = (value: number) => `${Math.min(100, (value / top) * 100)}%`;
  const isOver = marks.some(({ at }) => spent >= at);
  return (
    <figure className="figures">
      <div role="img" aria-label={name} className="relative h-6 rounded-sm bg-sunken">
        {forecast ? (
          <span
            className="absolute inset-y-0 border-x border-accent bg-accent-soft"
            style={{ left: place(forecast.low), right: `calc(100% - ${place(forecast.high)})` }}
          />
        ) : null}
        <span
          className={cn("absolute inset-y-0 left-0 rounded-sm", isOver ? "bg-rust" : "bg-accent")}
          style={{ width: place(spent) }}
        />
        {forecast ? (
          <span className="absolute inset-y-0 w-px bg-ink" style={{ left: place(forecast.expected) }} />
        ) : null}
        {marks.map(({ at, label }) => (
          <span
            key={label}
            className="absolute -inset-y-1 w-0.5 bg-line-strong"
            style={{ left: place(at) }}
          />
        ))}
      </div>
      <div aria-hidden className="relative mt-2 h-4 text-small text-muted">
        <span className="absolute left-0">{format(0)}</span>
        {marks.map(({ at, label }) => (
          <span
            key={label}
            className="absolute -translate-x-1/2 whitespace-nowrap"
            style={{ left: place(at) }}
          >
            {label}
          </span>
        ))}
      </div>
    </figure>
  );
}
