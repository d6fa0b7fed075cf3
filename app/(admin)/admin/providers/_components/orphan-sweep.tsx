"use client";
import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Time } from "@/components/ui/time";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { OrphanReport } from "@/lib/streams/find-orphans";
import { deleteOrphansAction, findOrphansAction } from "../actions";

/** Compares what is there with what is known here; deletes only what was chosen. */
export function OrphanSweep({ id, label }: { id: string; label: string }) {
  const t = useTranslations("providerDesk");
  const words = useErrorWords();
  const [report, setReport] = useState<OrphanReport | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [note, setNote] = useState<string | null>(null);
  const [busy, start] = useTransition();

  async function look(): Promise<void> {
    const result = await findOrphansAction({ id });
    setChosen(new Set());
    setReport(result.ok ? result.data : null);
    if (!result.ok) return setNote(words.sentence(result.error));
    if (result.data === null) return setNote(t("sweepNever"));
    const { orphans, bereft } = result.data;
    setNote(orphans.length + bereft.length === 0 ? t("sweepNone") : null);
  }

  async function remove(): Promise<string | null> {
    const result = await deleteOrphansAction({ id, ids: [...chosen] });
    if (!result.ok) return words.sentence(result.error);
    await look();
    const problem = result.data.find((one) => one.problem !== null)?.problem;
    setNote(problem ?? t("orphansDeleted", { count: result.data.length }));
    return null;
  }

  function toggle(one: string) {
    const next = new Set(chosen);
    if (!next.delete(one)) next.add(one);
    setChosen(next);
  }

  return (
    <div className="grid justify-items-start gap-3">
      <Button
        size="small"
        onClick={() => start(look)}
        disabled={busy}
        aria-label={t("sweepNamed", { name: label })}
      >
        {busy ? t("sweeping") : t("sweep")}
      </Button>
      <p role="status" className={note ? "" : "sr-only"}>
        {note}
      </p>
      {report && report.bereft.length > 0 ? (
        <div>
          <p>{t("bereft", { count: report.bereft.length })}</p>
          <ul className="list-disc pl-5 text-muted">
            {report.bereft.map(({ streamId, title }) => (
              <li key={streamId}>{title}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {report && report.orphans.length > 0 ? (
        <fieldset className="grid w-full gap-1">
          <legend className="mb-1">{t("orphans", { count: report.orphans.length })}</legend>
          {report.orphans.map((one) => (
            <label key={one.id} className="flex min-h-8 min-w-0 items-center gap-2">
              <input type="checkbox" checked={chosen.has(one.id)} onChange={() => toggle(one.id)} />
              <code className="min-w-0 truncate font-mono">{one.id}</code>
              <span className="ml-auto shrink-0 text-small text-muted">
                {one.createdAt === null ? t("unknownAge") : <Time at={one.createdAt} />}
              </span>
            </label>
          ))}
          <ConfirmDialog
            trigger={
              <Button
                size="small"
                tone="danger-outline"
                disabled={chosen.size === 0}
                className="mt-2 justify-self-start"
              >
                {t("deleteOrphans")}
              </Button>
            }
            title={t("deleteOrphansTitle")}
            body={t("deleteOrphansBody")}
            confirm={t("deleteOrphans")}
            onConfirm={remove}
          />
        </fieldset>
      ) : null}
    </div>
  );
}
