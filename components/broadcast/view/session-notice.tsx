"use client";
import { useTranslations } from "use-intl";
import { Notice } from "@/components/ui/notice";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { SessionState, SessionTrouble } from "../session/session-state";
import { type SessionWord, sessionWord } from "../session/session-word";

/** Why it isn't sent, or was interrupted: what happened, what it means, what to do. */
export function SessionNotice({ state }: { state: SessionState }) {
  const t = useTranslations("broadcastStudio");
  if (state.phase === "reconnecting")
    return (
      <Notice tone="fair" role="status">
        <p className="font-medium">{t("reconnecting")}</p>
        <p>{t("reconnectingHint")}</p>
      </Notice>
    );
  if (state.phase !== "off" || state.trouble === null) return null;
  return <TroubleNotice trouble={state.trouble} word={sessionWord(state.trouble)} />;
}

function TroubleNotice({ trouble, word }: { trouble: SessionTrouble; word: SessionWord }) {
  const t = useTranslations("broadcastStudio");
  const errors = useErrorWords();
  return (
    <Notice tone={word === "taken-over" ? "info" : "rust"} role="alert">
      <p className="font-medium">{t(`session.${word}.what`)}</p>
      <p>{trouble.kind === "no-key" ? errors.sentence({ code: trouble.code }) : t(`session.${word}.do`)}</p>
    </Notice>
  );
}
