"use client";
import { useTransition } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Select } from "@/components/ui/select";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { SignUpMode } from "@/lib/auth/schemas";
import { setSignUpModeAction } from "../actions";

export function SignUpModeSelect({ mode }: { mode: SignUpMode }) {
  const t = useTranslations("admin");
  const words = useErrorWords();
  const [busy, start] = useTransition();

  function change(next: SignUpMode) {
    start(async () => {
      const result = await setSignUpModeAction({ mode: next });
      toast(result.ok ? t("signUpSaved") : words.sentence(result.error));
    });
  }

  return (
    <label htmlFor="sign-up-mode" className="flex items-center gap-2">
      <span className="text-muted">{t("signUpMode")}</span>
      <Select
        id="sign-up-mode"
        value={mode}
        disabled={busy}
        onChange={(event) => change(event.target.value === "open" ? "open" : "invitation")}
        className="w-44"
      >
        <option value="open">{t("signUpOpen")}</option>
        <option value="invitation">{t("signUpInvitation")}</option>
      </Select>
    </label>
  );
}
