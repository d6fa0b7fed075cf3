"use client";
import { Check } from "lucide-react";
import { type KeyboardEvent, type RefObject, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import type { NamedCreator } from "@/lib/policies/named-creators";
import { useCreatorSearch } from "./use-creator-search";

interface CreatorSearchProps {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly chosen: readonly string[];
  readonly isWrong: boolean;
  readonly describedBy: string | undefined;
  readonly onChoose: (creator: NamedCreator) => void;
}

/** A box that finds creators while one types: the list stays with the keyboard (ARIA combobox with a listbox). */
export function CreatorSearch({ input, chosen, isWrong, describedBy, onChoose }: CreatorSearchProps) {
  const t = useTranslations("routingDesk");
  const id = useId();
  const search = useCreatorSearch();
  const [active, setActive] = useState(0);
  const creators = search.found?.creators ?? [];
  const isOpen = creators.length > 0;

  function choose(creator: NamedCreator | undefined) {
    if (!creator || chosen.includes(creator.id)) return;
    onChoose(creator);
    look("");
  }

  function look(text: string) {
    setActive(0);
    search.type(text);
  }

  function press(event: KeyboardEvent) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    // Closed by Escape or by leaving: looking again opens it.
    if (!isOpen && step !== 0) return look(search.text);
    if (!isOpen || (step === 0 && event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    if (event.key === "Enter") choose(creators[active]);
    else if (event.key === "Escape") search.close();
    else setActive((active + step + creators.length) % creators.length);
  }

  return (
    <div className="relative">
      <Input
        ref={input}
        role="combobox"
        aria-label={t("creatorSearch.label")}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={isOpen ? `${id}-list` : undefined}
        aria-activedescendant={isOpen ? `${id}-${active}` : undefined}
        aria-describedby={describedBy}
        aria-invalid={isWrong ? true : undefined}
        placeholder={t("creatorSearch.placeholder")}
        autoComplete="off"
        spellCheck={false}
        value={search.text}
        onChange={({ target }) => look(target.value)}
        onKeyDown={press}
        onBlur={search.close}
      />
      {isOpen ? (
        <div className="absolute inset-x-0 top-full z-20 mt-1 rounded border border-line-strong bg-surface py-1 shadow-lg">
          <div id={`${id}-list`} role="listbox" aria-label={t("creatorSearch.results")}>
            {creators.map((creator, index) => (
              <Option
                key={creator.id}
                id={`${id}-${index}`}
                creator={creator}
                isActive={index === active}
                isChosen={chosen.includes(creator.id)}
                onPoint={() => setActive(index)}
                onChoose={() => choose(creator)}
              />
            ))}
          </div>
          {search.found?.isMore ? (
            <p className="px-3 py-1.5 text-small text-muted">{t("creatorSearch.more")}</p>
          ) : null}
        </div>
      ) : null}
      <Outcome search={search} />
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly creator: NamedCreator;
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}

function Option({ id, creator, isActive, isChosen, onPoint, onChoose }: OptionProps) {
  const t = useTranslations("routingDesk");
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the box has the keyboard, and its Enter chooses.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      aria-disabled={isChosen ? true : undefined}
      onPointerMove={onPoint}
      // The box keeps the keyboard, and with it the list.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
      className={cn(
        "flex min-h-9 cursor-pointer items-center gap-2 px-3 py-1 pointer-coarse:min-h-11",
        isActive && "bg-sunken",
      )}
    >
      <span className="min-w-0 flex-1 break-words">
        {creator.name} <span className="text-small text-muted">@{creator.handle}</span>
      </span>
      {isChosen ? (
        <span className="flex items-center gap-1 text-small text-muted">
          <Check aria-hidden className="size-4" />
          {t("creatorSearch.chosen")}
        </span>
      ) : null}
    </div>
  );
}

/** What came of it, seen where nothing did and heard always. */
function Outcome({ search: { found, failure } }: { search: ReturnType<typeof useCreatorSearch> }) {
  const t = useTranslations("routingDesk");
  const count = found?.creators.length ?? 0;
  const isNobody = found !== null && count === 0;
  return (
    <p role="status" className={failure || isNobody ? "mt-1 text-small text-fair" : "sr-only"}>
      {failure ?? (isNobody ? t("creatorSearch.none") : null)}
      {count > 0 ? t("creatorSearch.found", { count }) : null}
    </p>
  );
}
