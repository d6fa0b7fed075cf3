"use client";
import { useFormatter, useTranslations } from "use-intl";
import { useFigures } from "@/components/streams/use-figures";
import { Panel } from "@/components/ui/panel";
import type { Capabilities } from "@/lib/providers/contract";

/** What it can do as it is set up, in words for whoever decides where streams go. */
export function AbilityPanel({ capabilities }: { capabilities: Capabilities }) {
  const t = useTranslations("providerAbilities");
  const figures = useFigures();
  const format = useFormatter();
  const kinds = (given: readonly string[]) =>
    format.list([...new Set(given.map((kind) => KINDS.get(kind) ?? "own"))].map((kind) => t(`kind.${kind}`)));
  const { latencyMs, maxViewers, maxBitrateKbps, dvrSeconds } = capabilities;
  const rows: readonly (readonly [name: string, value: string])[] = [
    [t("ingest"), kinds(capabilities.ingest)],
    [t("playback"), kinds(capabilities.playback)],
    [
      t("delay"),
      t("delayOf", { typical: figures.seconds(latencyMs.typical), floor: figures.seconds(latencyMs.floor) }),
    ],
    [t("viewers"), maxViewers === null ? t("noLimit") : t("upTo", { count: maxViewers })],
    [t("bitrate"), maxBitrateKbps === null ? t("noLimit") : figures.bitrate(maxBitrateKbps)],
    [t("rewind"), dvrSeconds === 0 ? t("no") : figures.seconds(dvrSeconds * 1000)],
    [t("recording"), recordingWord()],
    [t("private"), privateWord()],
    [t("stop"), capabilities.stopIsFinal ? t("stopFinal") : t("stopSoft")],
    [t("addresses"), capabilities.exposesAddresses ? t("addressesShown") : t("addressesHidden")],
    [t("billing"), t(`billed.${capabilities.billing}`)],
  ];

  function recordingWord(): string {
    if (!capabilities.recording) return t("no");
    return capabilities.privateReplays ? t("recordedAll") : t("recordedPublic");
  }

  function privateWord(): string {
    if (!capabilities.privatePlayback) return t("no");
    return capabilities.accessFixedOnAir ? t("privateFixed") : t("privateFree");
  }

  return (
    <Panel title={t("title")}>
      <dl className="grid gap-x-4 gap-y-2 sm:grid-cols-[8rem_minmax(0,1fr)]">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="mb-1 sm:mb-0">{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

/** Several kinds go by one word: people choose among words, players among kinds. What is not here is a service's own. */
const KINDS = new Map<string, "rtmp" | "srt" | "webrtc" | "p2p" | "hls" | "dash" | "flv">([
  ["rtmp", "rtmp"],
  ["srt", "srt"],
  ["whip", "webrtc"],
  ["whep", "webrtc"],
  ["p2p", "p2p"],
  ["hls", "hls"],
  ["dash", "dash"],
  ["flv", "flv"],
]);
