"use client";

import { useTranslations } from "use-intl";
import { formatDuration } from "@/components/ui/format-duration";
import { Table, Td, Th } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { useClock } from "@/components/ui/use-clock";
import type { Messages } from "@/lib/i18n/messages";
import type { RecordConnection } from "@/lib/session-records/stream-record";

type Cause = keyof Messages["record"]["causes"];

/** Each time the encoder was there, and why it left. */
export function ConnectionTable({ connections }: { connections: readonly RecordConnection[] }) {
  const t = useTranslations("record");
  const now = useClock();
  if (connections.length === 0) return <p className="text-muted">{t("noConnections")}</p>;
  return (
    <Table label={t("connections")} className="figures">
      <thead>
        <tr>
          <Th>{t("from")}</Th>
          <Th className="text-right">{t("lasted")}</Th>
          <Th>{t("cause")}</Th>
          <Th>{t("way")}</Th>
          <Th>{t("address")}</Th>
          <Th className="text-right">{t("dropped")}</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>td]:border-b-0">
        {connections.map((one) => (
          <tr key={one.startedAt}>
            <Td className="whitespace-nowrap">
              <Time at={Date.parse(one.startedAt)} exact />
            </Td>
            <Td className="text-right">{lasted(one, now)}</Td>
            <Td className="min-w-40">{one.endedAt === null ? t("now") : t(`causes.${causeOf(one)}`)}</Td>
            <Td>{one.protocol.toUpperCase()}</Td>
            <Td className="font-mono text-small">{one.address ?? "—"}</Td>
            <Td className="text-right">{one.droppedFrames ?? "—"}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function lasted({ startedAt, endedAt }: RecordConnection, now: number | null): string {
  const to = endedAt === null ? now : Date.parse(endedAt);
  return to === null ? "—" : formatDuration(to - Date.parse(startedAt));
}

const CAUSES: Record<Cause, true> = {
  "connection-closed": true,
  "timed-out": true,
  silent: true,
  unpublished: true,
  replaced: true,
  "key-rotated": true,
  "key-revoked": true,
  "server-shutdown": true,
  "protocol-error": true,
  "internal-error": true,
  "ended-by-creator": true,
  "ended-by-admin": true,
  "creator-suspended": true,
  "ended-by-budget": true,
  "publisher-lost": true,
  unknown: true,
};

/** Protocols have causes of their own, which need no sentence of their own. */
function causeOf({ endedBecause }: RecordConnection): Cause {
  const isKnown = (cause: string | null): cause is Cause => cause !== null && Object.hasOwn(CAUSES, cause);
  return isKnown(endedBecause) ? endedBecause : "unknown";
}
