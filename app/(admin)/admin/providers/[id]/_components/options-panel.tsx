"use client";
import { type FormEvent, useRef, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { ActionError } from "@/lib/server-action";
import type { ProviderState } from "@/lib/settings/list-provider-states";
import type { ProviderOption } from "@/lib/settings/provider-option";
import { ConnectionTest } from "../../_components/connection-test";
import { setProviderOptionsAction } from "../../actions";
import { ForgetStored } from "./forget-stored";
import { changeOf, type OptionDraft, UNTOUCHED } from "./option-draft";
import { OptionGroups } from "./option-groups";
import { OptionRow } from "./option-row";
import { SetUpNotice } from "./set-up-notice";

interface OptionsPanelProps {
  readonly state: ProviderState;
  readonly options: readonly ProviderOption[];
}

/** What the provider needs to be set up: given here, or in the environment. */
export function OptionsPanel({ state, options }: OptionsPanelProps) {
  const t = useTranslations("providerOptions");
  const common = useTranslations("common");
  const words = useErrorWords();
  const [draft, setDraft] = useState<OptionDraft>(UNTOUCHED);
  const [failure, setFailure] = useState<ActionError | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { set, remove } = changeOf(options, draft);
  const isChanged = Object.keys(set).length + remove.length > 0;
  const canBeSet = options.some(({ isFixed }) => !isFixed);
  const stored = options.filter(({ setAt }) => setAt !== null).map(({ name }) => name);

  function refuse(error: ActionError | null) {
    setFailure(error);
    if (error)
      // After the fields are marked.
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
  }

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    const result = await setProviderOptionsAction({ id: state.id, set, remove: [...remove] });
    setBusy(false);
    refuse(result.ok ? null : result.error);
    if (result.ok) toast(t("saved", { name: state.label }));
  }

  const type = (name: string, value: string | undefined) =>
    setDraft(({ values: { [name]: _before, ...others }, removed }) => ({
      values: value === undefined ? others : { ...others, [name]: value },
      removed,
    }));
  const markRemoved = (name: string, isRemoved: boolean) =>
    setDraft(({ values, removed }) => ({
      values,
      removed: [...removed.filter((one) => one !== name), ...(isRemoved ? [name] : [])],
    }));

  return (
    <Panel title={t("title")}>
      <form ref={form} onSubmit={save} className="grid gap-6" noValidate>
        <SetUpNotice state={state} options={options} />
        <OptionGroups options={options}>
          {(option) => (
            <OptionRow
              key={option.name}
              option={option}
              typed={draft.values[option.name]}
              isRemoved={draft.removed.includes(option.name)}
              error={words.field(failure, option.name)}
              onType={(value) => type(option.name, value)}
              onRemove={(isRemoved) => markRemoved(option.name, isRemoved)}
            />
          )}
        </OptionGroups>
        {failure ? (
          <Notice tone="rust" role="alert">
            {words.sentence(failure)}
          </Notice>
        ) : null}
        <div className="grid items-start gap-3 border-t pt-4 sm:grid-cols-[auto_minmax(0,1fr)_auto]">
          {canBeSet ? (
            <Button
              type="submit"
              tone="primary"
              disabled={busy || !isChanged}
              aria-busy={busy}
              className="justify-self-start"
            >
              {busy ? common("working") : t("save")}
            </Button>
          ) : null}
          {state.isConfigured || Object.keys(set).length > 0 ? (
            <ConnectionTest
              id={state.id}
              label={state.label}
              last={state.health.lastTest}
              draft={set}
              onRefused={refuse}
            />
          ) : (
            <span />
          )}
          {stored.length > 0 ? <ForgetStored state={state} names={stored} /> : null}
        </div>
      </form>
    </Panel>
  );
}
