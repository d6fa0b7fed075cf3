"use client";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Time } from "@/components/ui/time";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { TokenView } from "@/lib/auth/tokens";
import { revokeTokenAction } from "../actions";

export function TokenList({ tokens }: { tokens: readonly TokenView[] }) {
  const t = useTranslations("settings");
  const names = useTranslations("scopes");
  const common = useTranslations("common");
  const words = useErrorWords();
  if (tokens.length === 0) return <p className="mt-4 text-muted">{t("tokensEmpty")}</p>;

  async function revoke(tokenId: string): Promise<string | null> {
    const result = await revokeTokenAction({ tokenId });
    if (!result.ok) return words.sentence(result.error);
    toast(t("tokenRevoked"));
    return null;
  }

  return (
    <ul className="mt-4 divide-y divide-line border-t">
      {tokens.map((token) => (
        <li key={token.id} className="flex items-start justify-between gap-4 py-3">
          <div className="min-w-0">
            <p className="font-medium">
              {token.name} <span className="font-mono text-small text-muted">…{token.hint}</span>
            </p>
            <p className="text-small text-muted">{token.scopes.map((scope) => names(scope)).join(" · ")}</p>
            <p className="text-small text-muted">
              {t("tokenLastUsed")}{" "}
              {token.lastUsedAt === null ? common("never").toLowerCase() : <Time at={token.lastUsedAt} />}
              {" · "}
              {t("tokenCreated")} <Time at={token.createdAt} />
            </p>
          </div>
          <ConfirmDialog
            trigger={
              <Button size="small" aria-label={t("revokeNamed", { name: token.name })}>
                {t("revoke")}
              </Button>
            }
            title={t("revokeTitle", { name: token.name })}
            body={t("revokeBody")}
            confirm={t("revoke")}
            onConfirm={() => revoke(token.id)}
          />
        </li>
      ))}
    </ul>
  );
}
