import { cn } from "@/components/ui/cn";

/** The first letters of a name, where others would have a picture. Whatever stands beside it says the name. */
export function Monogram({ name, className }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden
      className={cn(
        "grid size-9 shrink-0 place-items-center rounded-full border bg-sunken text-small font-semibold text-muted select-none",
        className,
      )}
    >
      {lettersOf(name)}
    </span>
  );
}

/** `Élise Jean-Baptiste` → `ÉJ`. By whole characters: a name may begin with an emoji. */
function lettersOf(name: string): string {
  const words = name.split(/[\s-]+/).filter(Boolean);
  const first = (word: string | undefined) => Array.from(word ?? "").at(0) ?? "";
  return `${first(words[0])}${first(words[1])}`.toUpperCase();
}
