"use client";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { ActionError } from "@/lib/server-action";
import type { ProviderState } from "@/lib/settings/list-provider-states";
import type { ProviderOption } from "@/lib/settings/provider-option";
import { setProviderOptionsAction } from "../../actions";
import { ForgetStored } from "./forget-stored";
import { changeOf, type OptionDraft, UNTOUCHED } from "./option-draft";
import { OptionGroups } from "./option-groups";
import { OptionRow } from "./option-row";
import { SetUpNotice } from "./set-up-notice";
import { TestResult } from "./test-result";
import { useConnectionTest } from "./use-connection-test";

interface OptionsPanelProps {
  readonly state: ProviderState;
  readonly options: readonly ProviderOption[];
}

/** What the provider needs to be set up: given here, or in the environment. */
export function OptionsPanel({ state, options }: OptionsPanelProps) {
  const t = useTranslations("providerOptions");
  const common = useTranslations("common");
  const desk = useTranslations("providerDesk");
  const words = useErrorWords();
  const test = useConnectionTest(state.id);
  const [draft, setDraft] = useState<OptionDraft>(UNTOUCHED);
  const [failure, setFailure] = useState<ActionError | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { set, remove } = changeOf(options, draft);
  const isTyped = Object.keys(set).length > 0;
  const isChanged = isTyped || remove.length > 0;
  const canBeSet = options.some(({ isFixed }) => !isFixed);
  const stored = options.filter(({ setAt }) => setAt !== null).map(({ name }) => name);

  // Whoever is refused goes on where something has to be changed.
  useEffect(() => {
    if (failure) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [failure]);

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    const result = await setProviderOptionsAction({ id: state.id, set, remove: [...remove] });
    setBusy(false);
    setFailure(result.ok ? null : result.error);
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
    <Panel
      title={t("title")}
      aside={stored.length > 0 ? <ForgetStored state={state} names={stored} /> : null}
    >
      <form
        ref={form}
        onSubmit={save}
        className="grid gap-6 [&_:is(input,select,textarea,button)]:scroll-mb-24"
        noValidate
      >
        <SetUpNotice state={state} options={options} />
        <OptionGroups options={options.filter((one) => !canBeSet || !one.isFixed || one.source !== "none")}>
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
        <TestResult test={test} last={state.health.lastTest} />
        {canBeSet ? (
          <div className="sticky bottom-0 -mx-4 -mb-4 flex flex-wrap gap-2 rounded-b border-t bg-surface p-4">
            <Button type="submit" tone="primary" disabled={busy || !isChanged} aria-busy={busy}>
              {busy ? common("working") : t("save")}
            </Button>
            {state.isConfigured || isTyped ? (
              <Button
                onClick={() => test.begin(set, setFailure)}
                disabled={test.isBusy}
                aria-busy={test.isBusy}
                aria-label={isTyped || test.isBusy ? undefined : desk("testNamed", { name: state.label })}
              >
                {test.isBusy ? desk("testing") : isTyped ? desk("testDraft") : desk("test")}
              </Button>
            ) : null}
          </div>
        ) : null}
      </form>
    </Panel>
  );
}
