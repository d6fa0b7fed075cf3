"use client";
import { Pencil, Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { BudgetDesk } from "@/lib/budgets/get-budget-desk";
import type { Budget } from "@/lib/costs/guards/budget";
import { saveBudgetAction } from "../actions";
import { type BudgetDraft, fromDraft, newThreshold, type ThresholdDraft, toDraft } from "./budget-draft";
import { ScopeField } from "./scope-field";
import { ThresholdFields } from "./threshold-fields";

interface BudgetDialogProps {
  /** Null: a new one. */
  readonly budget: Budget | null;
  readonly name?: string;
  readonly heights: readonly number[];
  readonly choices: BudgetDesk["choices"];
}

const MOST_THRESHOLDS = 12;

/** Makes a budget, or changes one: whose spend, at which amounts, and what happens then. */
export function BudgetDialog({ budget, name = "", heights, choices }: BudgetDialogProps) {
  const t = useTranslations("budgets");
  const common = useTranslations("common");
  const words = useErrorWords();
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState<BudgetDraft | null>(null);
  // As it was when the draft began: the page may know a newer one by now.
  const [before, setBefore] = useState<Budget | null>(null);
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  function change(next: boolean) {
    if (next) {
      setDraft(budget ? toDraft(budget) : fresh());
      setBefore(budget);
    }
    setWrong([]);
    setFailure(null);
    setOpen(next);
  }

  function edit(id: string, part: Partial<ThresholdDraft>) {
    if (!draft) return;
    setWrong(wrong.filter((one) => one !== id));
    setDraft({
      ...draft,
      thresholds: draft.thresholds.map((one) => (one.id === id ? { ...one, ...part } : one)),
    });
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!draft) return;
    const made = fromDraft(draft);
    if ("wrong" in made) return setWrong(made.wrong);
    const reason = String(new FormData(event.currentTarget).get("reason") ?? "");
    setBusy(true);
    setFailure(null);
    const result = await saveBudgetAction({ budget: made, before, reason });
    setBusy(false);
    if (!result.ok) {
      const { error } = result;
      return setFailure(
        words.field(error, "before") ?? words.field(error, "reason") ?? words.sentence(error),
      );
    }
    toast(t("saved"));
    setOpen(false);
  }

  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={budget ? t("edit") : t("add")}
      description={t("dialogLead")}
      trigger={
        budget ? (
          <Button tone="quiet" size="icon" aria-label={t("editNamed", { name })}>
            <Pencil aria-hidden />
          </Button>
        ) : (
          <Button tone="primary">
            <Plus aria-hidden />
            {t("add")}
          </Button>
        )
      }
    >
      {draft ? (
        <form onSubmit={submit} noValidate className="grid gap-5">
          {budget ? null : (
            <ScopeField
              value={draft.scope}
              choices={choices}
              onChange={(scope) => setDraft({ ...draft, scope })}
            />
          )}
          {draft.thresholds.map((threshold, index) => (
            <ThresholdFields
              key={threshold.id}
              {...{ threshold, heights }}
              number={index + 1}
              isWrong={wrong.includes(threshold.id)}
              onChange={(part) => edit(threshold.id, part)}
              onRemove={
                draft.thresholds.length > 1
                  ? () =>
                      setDraft({
                        ...draft,
                        thresholds: draft.thresholds.filter(({ id }) => id !== threshold.id),
                      })
                  : null
              }
            />
          ))}
          {draft.thresholds.length < MOST_THRESHOLDS ? (
            <Button
              size="small"
              className="justify-self-start"
              onClick={() => setDraft({ ...draft, thresholds: [...draft.thresholds, newThreshold(newId())] })}
            >
              {t("addThreshold")}
            </Button>
          ) : null}
          <Field label={t("reason")} hint={t("reasonHint")}>
            {(control) => <Input {...control} name="reason" maxLength={500} />}
          </Field>
          {failure ? (
            <Notice tone="rust" role="alert">
              {failure}
            </Notice>
          ) : null}
          <Button
            type="submit"
            tone="primary"
            className="justify-self-start"
            disabled={busy}
            aria-busy={busy}
          >
            {busy ? common("working") : common("save")}
          </Button>
        </form>
      ) : null}
    </Dialog>
  );
}

const newId = (): string => crypto.randomUUID();

function fresh(): BudgetDraft {
  return { id: newId(), scope: "all", thresholds: [newThreshold(newId())] };
}
