"use client";
import { useTransition } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { useErrorWords } from "@/components/ui/use-error-words";
import { putAwayNoticesAction } from "../actions";

interface PutAwayProps {
  readonly ids: readonly string[];
  readonly label: string;
  /** Of the notice, for whoever hears a list of buttons. */
  readonly name: string;
}

/** Read by one admin is read by all. */
export function PutAway({ ids, label, name }: PutAwayProps) {
  const words = useErrorWords();
  const [busy, start] = useTransition();

  function putAway() {
    start(async () => {
      const result = await putAwayNoticesAction({ ids: [...ids] });
      if (!result.ok) toast(words.sentence(result.error));
    });
  }

  return (
    <Button size="small" onClick={putAway} disabled={busy} aria-busy={busy} aria-label={`${label}: ${name}`}>
      {label}
    </Button>
  );
}
