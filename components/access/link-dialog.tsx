"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { GrantView } from "@/lib/access/grants";
import type { ActionError } from "@/lib/server-action";
import type { AccessActions } from "./access-actions";

const HOUR_SECONDS = 3_600;
const LIFETIMES = [
  { key: "hours3", seconds: 3 * HOUR_SECONDS },
  { key: "day", seconds: 24 * HOUR_SECONDS },
  { key: "week", seconds: 7 * 24 * HOUR_SECONDS },
  { key: "month", seconds: 30 * 24 * HOUR_SECONDS },
] as const;

interface LinkDialogProps {
  readonly streamId: string;
  readonly create: AccessActions["createLink"];
  readonly onChanged: (grants: readonly GrantView[]) => void;
}

/** Makes a link and shows it once. */
export function LinkDialog({ streamId, create, onChanged }: LinkDialogProps) {
  const t = useTranslations("access");
  const [open, setOpen] = useState(false);
  const [url, setUrl] = useState<string | null>(null);
  const change = (next: boolean) => {
    setOpen(next);
    setUrl(null);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={url ? t("linkReady") : t("makeLink")}
      description={url ? t("linkOnce") : t("makeLinkLead")}
      trigger={<Button>{t("makeLink")}</Button>}
    >
      {url ? (
        <div className="grid gap-4">
          <code className="block rounded border bg-sunken p-3 font-mono text-small break-all select-all">
            {url}
          </code>
          <div className="flex justify-end gap-2">
            <Button onClick={() => change(false)}>{t("linkDone")}</Button>
            <CopyButton text={url} label={t("copyLink")} tone="primary" size="medium" />
          </div>
        </div>
      ) : (
        <LinkForm streamId={streamId} create={create} onChanged={onChanged} onMade={setUrl} />
      )}
    </Dialog>
  );
}

interface LinkFormProps extends LinkDialogProps {
  readonly onMade: (url: string) => void;
}

function LinkForm({ streamId, create, onChanged, onMade }: LinkFormProps) {
  const t = useTranslations("access");
  const common = useTranslations("common");
  const words = useErrorWords();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionError | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(null);
    const result = await create({
      streamId,
      label: String(form.get("label")),
      expiresInSeconds: Number(form.get("lifetime")),
    });
    setBusy(false);
    if (!result.ok) return setFailure(result.error);
    onChanged(result.data.grants);
    onMade(result.data.url);
  }

  return (
    <form onSubmit={submit} className="grid gap-4" noValidate>
      {failure && !failure.fieldErrors ? (
        <Notice tone="rust" role="alert">
          {words.sentence(failure)}
        </Notice>
      ) : null}
      <Field label={t("linkLabel")} hint={t("linkLabelHint")} error={words.field(failure, "label")}>
        {(control) => <Input {...control} name="label" maxLength={60} autoComplete="off" />}
      </Field>
      <Field label={t("lifetime")}>
        {(control) => (
          <Select {...control} name="lifetime" defaultValue={LIFETIMES[1].seconds}>
            {LIFETIMES.map(({ key, seconds }) => (
              <option key={key} value={seconds}>
                {t(`lifetimes.${key}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="flex justify-end">
        <Button type="submit" tone="primary" disabled={busy} aria-busy={busy}>
          {busy ? common("working") : t("makeLink")}
        </Button>
      </div>
    </form>
  );
}
