import Link from "next/link";
import { StateBadge } from "@/components/streams/state-badge";
import { Table, Td, Th } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { getTranslator } from "@/lib/i18n/get-translator";
import type { StreamView } from "@/lib/streams/stream";

const ON_AIR = new Set(["live", "reconnecting"]);

export async function StreamTable({ streams }: { streams: readonly StreamView[] }) {
  const [t, broadcast, labels, visibility] = await Promise.all([
    getTranslator("streams"),
    getTranslator("broadcast"),
    getTranslator("labels"),
    getTranslator("visibility"),
  ]);
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("columnTitle")}</Th>
          <Th>{t("columnState")}</Th>
          <Th className="hidden text-right sm:table-cell">{t("columnViewers")}</Th>
          <Th className="hidden text-right sm:table-cell">{t("columnPeak")}</Th>
          <Th className="hidden sm:table-cell">{t("columnCreated")}</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>td]:border-b-0">
        {streams.map((stream) => (
          <tr key={stream.id} className="relative hover:bg-sunken">
            <Td className="w-full max-w-0">
              <Link
                href={`/studio/streams/${stream.id}`}
                className="block truncate rounded font-medium after:absolute after:inset-0"
              >
                {stream.title}
              </Link>
              <span className="block truncate text-small text-muted">
                {labels(stream.contentLabel)} · {visibility(stream.visibility)}
                <span className="sm:hidden">
                  {" · "}
                  <Time at={stream.createdAt} />
                </span>
              </span>
            </Td>
            <Td>
              <StateBadge state={stream.broadcast} word={broadcast(stream.broadcast)} />
            </Td>
            <Td className="figures hidden text-right sm:table-cell">
              {ON_AIR.has(stream.broadcast) ? (stream.viewers ?? "—") : "—"}
            </Td>
            <Td className="figures hidden text-right sm:table-cell">
              {stream.startedAt === null ? "—" : stream.peakViewers}
            </Td>
            <Td className="hidden whitespace-nowrap text-muted sm:table-cell">
              <Time at={stream.createdAt} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
