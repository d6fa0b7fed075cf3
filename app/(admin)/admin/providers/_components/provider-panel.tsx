"use client";
import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import { useFigures } from "@/components/streams/use-figures";
import { buttonStyle } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { ProviderState } from "@/lib/settings/list-provider-states";
import { Figure } from "./figure";
import { PauseNotice } from "./pause-notice";
import { Standing } from "./standing";

/** One provider at a glance; the rest is on its own page. */
export function ProviderPanel({ state }: { state: ProviderState }) {
  const t = useTranslations("providerDesk");
  const figures = useFigures();
  const { id, label, isConfigured, health, capabilities, streamsOnAir } = state;
  const address = `/admin/providers/${id}`;
  const [fault] = health.faults;
  return (
    <Panel
      title={
        <Link href={address} className="rounded underline-offset-4 hover:underline">
          {label}
        </Link>
      }
      aside={<Standing state={state} />}
    >
      <div className="grid gap-4">
        <PauseNotice state={state} />
        {isConfigured ? (
          <dl className="figures grid grid-cols-3 gap-3">
            <Figure name={t("onAir")} value={figures.number(streamsOnAir, 0)} />
            <Figure name={t("calls")} value={figures.number(health.calls, 0)} />
            <Figure
              name={t("answer")}
              value={health.p95Ms === null ? t("none") : t("ms", { ms: Math.round(health.p95Ms) })}
            />
          </dl>
        ) : null}
        <Abilities capabilities={capabilities} />
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="line-clamp-2 min-w-0 flex-1 text-small text-muted">
            {fault ? (
              <>
                {t("lastFault")} <Time at={fault.at} />: {fault.sentence}
              </>
            ) : isConfigured ? (
              t("noFaults")
            ) : (
              t("unsetLead")
            )}
          </p>
          <Link
            href={address}
            className={buttonStyle({ size: "small" })}
            aria-label={isConfigured ? t("openNamed", { name: label }) : t("setUpNamed", { name: label })}
          >
            {isConfigured ? t("open") : t("setUp")}
          </Link>
        </div>
      </div>
    </Panel>
  );
}

function Abilities({ capabilities }: { capabilities: ProviderState["capabilities"] }) {
  const t = useTranslations("providerDesk");
  const format = useFormatter();
  const words = [
    t("delay", {
      seconds: format.number(capabilities.latencyMs.typical / 1000, { maximumFractionDigits: 1 }),
    }),
    capabilities.recording ? t("records") : t("recordsNot"),
    capabilities.privatePlayback ? t("private") : t("privateNot"),
    capabilities.stopIsFinal ? t("stopFinal") : t("stopSoft"),
    capabilities.maxViewers === null ? t("viewersAny") : t("viewers", { count: capabilities.maxViewers }),
  ];
  return <p className="text-muted">{format.list(words, { type: "unit" })}</p>;
}
