import { Search } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { controlStyle } from "@/components/ui/input";

interface SearchFormProps {
  /** What the landmark is called, and the field. */
  readonly label: string;
  readonly hint: string;
  readonly button: string;
  readonly query?: string;
  /** Kept while other words are searched for. */
  readonly contentLabel?: string | null;
  readonly className?: string;
}

/** As long as what is searched for (`lib/search/search-words.ts`). */
const MAX_LENGTH = 80;

/** An ordinary form: it works before, and without, any script. */
export function SearchForm({ label, hint, button, query = "", contentLabel, className }: SearchFormProps) {
  return (
    <search aria-label={label} className={className}>
      <form action="/search" className="relative">
        <input
          type="search"
          name="q"
          aria-label={label}
          placeholder={hint}
          defaultValue={query}
          maxLength={MAX_LENGTH}
          autoComplete="off"
          enterKeyHint="search"
          className={cn(
            controlStyle,
            "pr-10 pointer-coarse:pr-12 [&::-webkit-search-cancel-button]:appearance-none",
          )}
        />
        {contentLabel ? <input type="hidden" name="label" value={contentLabel} /> : null}
        <button
          type="submit"
          aria-label={button}
          title={button}
          className="absolute inset-y-0 right-0 grid w-9 place-items-center rounded text-muted hover:text-ink pointer-coarse:w-11"
        >
          <Search aria-hidden className="size-4" />
        </button>
      </form>
    </search>
  );
}
