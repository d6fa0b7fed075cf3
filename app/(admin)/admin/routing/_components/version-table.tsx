"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { buttonStyle } from "@/components/ui/button";
import { Table, Td, Th } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { DeskVersion, RoutingProvider } from "@/lib/policies/get-routing-desk";
import type { PolicyState } from "@/lib/policies/policy-version";
import { DraftButton } from "./draft-button";
import { useRuleWords } from "./use-rule-words";

const TONES: Record<PolicyState, BadgeTone> = {
  draft: "plain",
  scheduled: "fair",
  active: "accent",
  retired: "plain",
};

interface VersionTableProps {
  readonly versions: readonly DeskVersion[];
  readonly providers: readonly RoutingProvider[];
}

/** Every version with who made it what it is, and why. */
export function VersionTable({ versions, providers }: VersionTableProps) {
  const t = useTranslations("routingDesk");
  return (
    <Table label={t("versions")}>
      <thead>
        <tr>
          <Th>{t("columnPolicy")}</Th>
          <Th>{t("columnState")}</Th>
          <Th>{t("columnWhen")}</Th>
          <Th>{t("columnBy")}</Th>
          <Th>{t("columnReason")}</Th>
          <Th>
            <span className="sr-only">{t("columnActions")}</span>
          </Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>td]:border-b-0">
        {versions.map((version) => (
          <Row key={version.id} version={version} providers={providers} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ version, providers }: { version: DeskVersion; providers: readonly RoutingProvider[] }) {
  const t = useTranslations("routingDesk");
  const words = useRuleWords(providers);
  const { id, state, policy, deed } = version;
  const name = words.policy(policy.id);
  const stateWord = t(`state.${state}`);
  const wasRefused = deed?.action === "policy.switch-refused";
  const isOver = state === "retired";
  return (
    <tr>
      <Td className="max-w-64 truncate font-medium">
        <Link href={`/admin/routing/${id}`} className="hover:underline" prefetch={false}>
          {name}
        </Link>
      </Td>
      <Td>
        <Badge tone={TONES[state]}>{stateWord}</Badge>
      </Td>
      <Td className="whitespace-nowrap">
        {version.switchAt === null ? (
          <Time at={deed?.at ?? version.activatedAt ?? version.createdAt} />
        ) : (
          t.rich("switchAt", { time: () => <Time at={version.switchAt ?? 0} exact /> })
        )}
      </Td>
      <Td className="max-w-40 truncate">{deed ? (deed.by ?? t("server")) : "—"}</Td>
      <Td className="max-w-80 min-w-40 break-words">
        {deed?.reason ? (wasRefused ? t("refusedAtTime", { reason: deed.reason }) : deed.reason) : "—"}
      </Td>
      <Td className="text-right whitespace-nowrap">
        {isOver ? (
          <DraftButton
            source={{ version: id }}
            size="small"
            tone="quiet"
            aria-label={t("useAsDraftNamed", { name })}
          >
            {t("useAsDraft")}
          </DraftButton>
        ) : (
          <Link
            href={`/admin/routing/${id}`}
            prefetch={false}
            aria-label={t("openNamed", { name, state: stateWord })}
            className={buttonStyle({ size: "small" })}
          >
            {t("open")}
          </Link>
        )}
      </Td>
    </tr>
  );
}
