"use client";
import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { Way } from "@/lib/notices/notice";
import { testWayAction } from "../actions";

const WAYS = ["mail", "webhook"] as const;

/** How admins hear of it outside of the product, with a test of each way. */
export function WaysPanel({ ways }: { ways: readonly Way[] }) {
  const t = useTranslations("budgets");
  return (
    <Panel title={t("ways")}>
      <div className="grid gap-4">
        {WAYS.map((way) => (
          <WayRow key={way} way={way} isSet={ways.includes(way)} />
        ))}
      </div>
    </Panel>
  );
}

function WayRow({ way, isSet }: { way: Way; isSet: boolean }) {
  const t = useTranslations("budgets");
  const words = useErrorWords();
  const [note, setNote] = useState<{ isGood: boolean; text: string } | null>(null);
  const [busy, start] = useTransition();

  function test() {
    start(async () => {
      const result = await testWayAction({ way });
      const problem = result.ok ? result.data.problem : words.sentence(result.error);
      setNote(
        problem === null
          ? { isGood: true, text: t(`wayTested.${way}`) }
          : { isGood: false, text: t("wayFailed", { problem }) },
      );
    });
  }

  return (
    <div className="grid gap-2 border-b pb-4 last:border-b-0 last:pb-0">
      <p className="flex items-center justify-between gap-3">
        <span className="font-medium">{t(`wayNames.${way}`)}</span>
        <Badge tone={isSet ? "good" : "plain"}>{isSet ? t("waySet") : t("wayNotSet")}</Badge>
      </p>
      <p className="text-small break-words text-muted">{t(isSet ? `wayHints.${way}` : `waySetUp.${way}`)}</p>
      {isSet ? (
        <Button size="small" className="justify-self-start" onClick={test} disabled={busy} aria-busy={busy}>
          {busy ? t("wayTesting") : t(`wayTest.${way}`)}
        </Button>
      ) : null}
      <div role="status">
        {note ? (
          <Notice tone={note.isGood ? "good" : "rust"}>
            <span className="break-words">{note.text}</span>
          </Notice>
        ) : null}
      </div>
    </div>
  );
}
