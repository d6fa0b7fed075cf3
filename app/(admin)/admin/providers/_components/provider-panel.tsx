"use client";
import { useFormatter, useTranslations } from "use-intl";
import { useFigures } from "@/components/streams/use-figures";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { ProviderState } from "@/lib/settings/list-provider-states";
import { ConnectionTest } from "./connection-test";
import { FaultList } from "./fault-list";
import { OrphanSweep } from "./orphan-sweep";
import { TryNow } from "./try-now";

/** One provider: what it can do here, how it answers, and what went wrong lately. */
export function ProviderPanel({ state }: { state: ProviderState }) {
  const t = useTranslations("providerDesk");
  const figures = useFigures();
  const { id, label, isConfigured, isDefault, health, capabilities, streamsOnAir } = state;
  const isPaused = isConfigured && health.state !== "closed";
  return (
    <Panel
      title={label}
      aside={
        <span className="flex flex-wrap justify-end gap-2">
          {isDefault ? <Badge>{t("default")}</Badge> : null}
          <Standing state={state} />
        </span>
      }
    >
      <div className="grid gap-4">
        {isPaused ? (
          <div className="flex flex-wrap items-center justify-between gap-3 rounded border border-rust/40 bg-rust-soft px-3 py-2">
            <p className="text-rust">{t("paused")}</p>
            <TryNow id={id} label={label} />
          </div>
        ) : null}
        <dl className="figures grid grid-cols-3 gap-3">
          <Figure name={t("onAir")} value={figures.number(streamsOnAir, 0)} />
          <Figure name={t("calls")} value={figures.number(health.calls, 0)} />
          <Figure
            name={t("answer")}
            value={health.p95Ms === null ? t("none") : t("ms", { ms: Math.round(health.p95Ms) })}
          />
        </dl>
        <Abilities capabilities={capabilities} />
        {isConfigured ? (
          <>
            <ConnectionTest id={id} label={label} />
            <FaultList faults={health.faults} />
            <OrphanSweep id={id} label={label} />
          </>
        ) : (
          <p className="text-muted">{t("howToSetUp")}</p>
        )}
      </div>
    </Panel>
  );
}

function Standing({ state: { isConfigured, health } }: { state: ProviderState }) {
  const t = useTranslations("providerDesk");
  const [tone, word]: [BadgeTone, "unset" | "down" | "trying" | "up"] = !isConfigured
    ? ["plain", "unset"]
    : health.state === "open"
      ? ["rust", "down"]
      : health.state === "closed"
        ? ["good", "up"]
        : ["fair", "trying"];
  return <Badge tone={tone}>{t(word)}</Badge>;
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="text-small text-muted">{name}</dt>
      <dd className="text-lead font-medium">{value}</dd>
    </div>
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
