"use client";
import { Fragment, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { ProviderOption } from "@/lib/settings/provider-option";

interface OptionGroupsProps {
  readonly options: readonly ProviderOption[];
  readonly children: (option: ProviderOption) => ReactNode;
}

/** Options under the headings of what they are for, in the order in which the provider names them. */
export function OptionGroups({ options, children }: OptionGroupsProps) {
  const t = useTranslations("providerOptions");
  const groups = [...new Set(options.map(({ group }) => group))];
  return groups.map((group) => (
    <fieldset key={group} className="grid min-w-0 gap-4">
      <legend className="mb-3 font-semibold">
        {t(`group.${group}`)}
        <span className="block font-normal text-muted">{t(`groupLead.${group}`)}</span>
      </legend>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-5 md:grid-cols-2">
        {options
          .filter((option) => option.group === group)
          .map((option) => (
            <Fragment key={option.name}>{children(option)}</Fragment>
          ))}
      </div>
    </fieldset>
  ));
}
