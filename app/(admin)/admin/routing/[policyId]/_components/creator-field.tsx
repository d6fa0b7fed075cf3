"use client";
import { X } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { useCreatorName, useKnownCreators } from "../../_components/creator-names";
import { CreatorSearch } from "./creator-search";

interface CreatorFieldProps {
  readonly chosen: readonly string[];
  readonly isWrong: boolean;
  readonly describedBy: string | undefined;
  readonly onChange: (chosen: string[]) => void;
}

/** Creators by name; the rule keeps their accounts' ids. */
export function CreatorField({ chosen, isWrong, describedBy, onChange }: CreatorFieldProps) {
  const t = useTranslations("routingDesk");
  const { known, meet } = useKnownCreators();
  const nameOf = useCreatorName();
  const input = useRef<HTMLInputElement>(null);
  const [told, setTold] = useState("");

  function remove(id: string) {
    onChange(chosen.filter((one) => one !== id));
    setTold(t("creatorSearch.removed", { name: nameOf(id) }));
    input.current?.focus();
  }

  return (
    <div className="grid max-w-md gap-2">
      {chosen.length > 0 ? (
        <ul
          aria-label={t("creatorSearch.list")}
          className="max-h-72 divide-y divide-line overflow-y-auto rounded border"
        >
          {chosen.map((id) => (
            <li key={id} className="flex items-center gap-2 py-0.5 pr-0.5 pl-3">
              <span className="min-w-0 flex-1">
                <Creator id={id} />
              </span>
              <Button
                tone="quiet"
                size="icon"
                onClick={() => remove(id)}
                aria-label={t("creatorSearch.remove", { name: nameOf(id) })}
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      <CreatorSearch
        {...{ input, chosen, isWrong, describedBy }}
        onChoose={(creator) => {
          if (!known.has(creator.id)) meet(creator);
          onChange([...chosen, creator.id]);
          setTold(t("creatorSearch.added", { name: creator.name }));
        }}
      />
      <p role="status" className="sr-only">
        {told}
      </p>
    </div>
  );
}

function Creator({ id }: { id: string }) {
  const t = useTranslations("routingDesk");
  const creator = useKnownCreators().known.get(id);
  if (creator)
    return (
      <>
        <span className="break-words">{creator.name}</span>{" "}
        {creator.handle === null ? null : (
          <span className="text-small break-words text-muted">@{creator.handle}</span>
        )}
      </>
    );
  return (
    <>
      <span className="font-mono text-small break-all">{id}</span>
      <span className="block text-small text-fair">{t("creatorSearch.gone")}</span>
    </>
  );
}
