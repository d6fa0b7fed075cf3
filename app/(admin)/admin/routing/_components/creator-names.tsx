"use client";
import { createContext, type ReactNode, use, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { NamedCreator } from "@/lib/policies/named-creators";

interface KnownCreators {
  readonly known: ReadonlyMap<string, NamedCreator>;
  /** Somebody whom no rule named before. */
  readonly meet: (creator: NamedCreator) => void;
}

const Known = createContext<KnownCreators>({ known: new Map(), meet: () => {} });

/** Rules name accounts by their ids: everything below may say who they are. */
export function CreatorNames(props: { creators: readonly NamedCreator[]; children: ReactNode }) {
  const [met, setMet] = useState<readonly NamedCreator[]>([]);
  const value = useMemo(
    () => ({
      known: new Map([...props.creators, ...met].map((one) => [one.id, one])),
      meet: (creator: NamedCreator) => setMet((before) => [...before, creator]),
    }),
    [props.creators, met],
  );
  return <Known value={value}>{props.children}</Known>;
}

export function useKnownCreators(): KnownCreators {
  return use(Known);
}

/** How a creator is called, by the handle too since several may have one name; or that the account is gone. */
export function useCreatorName(): (id: string) => string {
  const t = useTranslations("routingDesk");
  const { known } = useKnownCreators();
  return (id) => {
    const creator = known.get(id);
    if (!creator) return t("creatorGone", { id });
    return creator.handle === null ? creator.name : `${creator.name} (@${creator.handle})`;
  };
}
