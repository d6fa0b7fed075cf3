"use client";
import { Link2, UserRound } from "lucide-react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Time } from "@/components/ui/time";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { GrantView } from "@/lib/access/grants";
import type { AccessActions } from "./access-actions";

interface GrantListProps {
  readonly streamId: string;
  readonly grants: readonly GrantView[];
  readonly revoke: AccessActions["revokeGrant"];
  readonly onChanged: (grants: readonly GrantView[]) => void;
}

/** Everybody who was invited, newest first. */
export function GrantList({ streamId, grants, revoke, onChanged }: GrantListProps) {
  const t = useTranslations("access");
  if (grants.length === 0) return <p className="text-muted">{t("empty")}</p>;
  return (
    <ul className="max-h-80 divide-y divide-line overflow-y-auto rounded border" aria-label={t("list")}>
      {grants.map((grant) => (
        <li key={grant.id} className="flex items-center gap-3 px-3 py-2">
          {grant.kind === "account" ? (
            <UserRound size={16} aria-label={t("account")} className="shrink-0 text-muted" />
          ) : (
            <Link2 size={16} aria-label={t("link")} className="shrink-0 text-muted" />
          )}
          <GrantWords grant={grant} />
          <RevokeButton streamId={streamId} grant={grant} revoke={revoke} onChanged={onChanged} />
        </li>
      ))}
    </ul>
  );
}

function GrantWords({ grant }: { grant: GrantView }) {
  const t = useTranslations("access");
  const { lastUsedAt, expiresAt } = grant;
  return (
    <div className="min-w-0 flex-1">
      <p className="truncate font-medium">
        {nameOf(grant, t("unnamedLink"))}
        {grant.handle ? <span className="font-normal text-muted"> @{grant.handle}</span> : null}
      </p>
      <p className="text-small text-muted">
        {lastUsedAt === null
          ? t("neverUsed")
          : t.rich("lastUsed", { time: () => <Time key="used" at={lastUsedAt} /> })}
        {expiresAt === null ? null : " · "}
        {expiresAt === null
          ? null
          : t.rich("until", { time: () => <Time key="until" at={expiresAt} exact /> })}
      </p>
    </div>
  );
}

interface RevokeButtonProps extends Pick<GrantListProps, "streamId" | "revoke" | "onChanged"> {
  readonly grant: GrantView;
}

function RevokeButton({ streamId, grant, revoke, onChanged }: RevokeButtonProps) {
  const t = useTranslations("access");
  const words = useErrorWords();
  const name = nameOf(grant, t("unnamedLink"));
  return (
    <ConfirmDialog
      trigger={
        <Button size="small" aria-label={t("revokeNamed", { name })}>
          {t("revoke")}
        </Button>
      }
      title={t("revokeTitle", { name })}
      body={grant.kind === "account" ? t("revokeAccountBody") : t("revokeLinkBody")}
      confirm={t("revoke")}
      onConfirm={async () => {
        const result = await revoke({ streamId, grantId: grant.id });
        if (!result.ok) return words.sentence(result.error);
        onChanged(result.data.grants);
        toast(t("revoked"));
        return null;
      }}
    />
  );
}

function nameOf({ label }: GrantView, unnamed: string): string {
  return label || unnamed;
}
