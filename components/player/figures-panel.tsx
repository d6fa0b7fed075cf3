import { Check, Copy, X } from "lucide-react";
import { type RefObject, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { copyText } from "@/components/ui/copy-text";
import { ControlButton } from "./control-button";
import type { PlayerSession } from "./player-session";
import type { PlayerSnapshot } from "./snapshot";
import { type Figures, useFigures } from "./use-figures";

interface FiguresPanelProps {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly session: PlayerSession | null;
  readonly snapshot: PlayerSnapshot;
  readonly onClose: () => void;
}

/** How the stream arrives, in numbers: for the curious, and for whoever is asked for help. */
export function FiguresPanel({ video, session, snapshot, onClose }: FiguresPanelProps) {
  const t = useTranslations("playerMenu");
  const rows = useRows(snapshot, useFigures(video, session));
  const [hasCopied, setCopied] = useState(false);
  const copy = () => {
    const text = rows.map(([name, value]) => `${name}: ${value}`).join("\n");
    // Where the browser forbids it the sign doesn't change, and the text can still be selected.
    copyText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <section
      aria-label={t("figures")}
      data-figures={snapshot.engine ?? ""}
      className="select-text absolute top-2 left-2 z-20 max-h-[calc(100%-4rem)] w-72 max-w-[calc(100%-1rem)] overflow-y-auto rounded bg-black/80 pb-2 text-small"
    >
      <header className="flex items-center justify-between pl-3">
        <h2 className="font-semibold">{t("figures")}</h2>
        <span className="flex">
          <ControlButton label={t(hasCopied ? "copiedFigures" : "copyFigures")} onClick={copy}>
            {hasCopied ? <Check size={16} /> : <Copy size={16} />}
          </ControlButton>
          <ControlButton label={t("closeFigures")} onClick={onClose}>
            <X size={16} />
          </ControlButton>
        </span>
      </header>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 px-3">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-white/80">{name}</dt>
            <dd className="figures text-right">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Names and values; unknown is a dash, and what this way of watching can't have is left out. */
function useRows(snapshot: PlayerSnapshot, figures: Figures | null): [string, string][] {
  const t = useTranslations("playerMenu");
  const format = useFormatter();
  const number = (value: number, digits: number) =>
    format.number(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const seconds = (value: number | null | undefined) =>
    value === null || value === undefined ? UNKNOWN : t("inSeconds", { value: number(value, 2) });
  const { way, engine, startupMs, rebuffers, rebufferMs, latencySec } = snapshot;
  const { bitsPerSecond, size, framesPerSecond, droppedFrames, lostShare } = figures ?? NOTHING;
  const rows: [string, string][] = [
    [t("engine"), engine && way ? t("engineOf", { engine, way: WAYS[way] ?? way.toUpperCase() }) : UNKNOWN],
    [t("delayEstimated"), seconds(latencySec)],
    [t("buffer"), seconds(figures?.bufferSec)],
    [
      t("bitrate"),
      bitsPerSecond === null ? UNKNOWN : t("inMegabits", { value: number(bitsPerSecond / 1e6, 2) }),
    ],
    [t("size"), size ? `${size.width} × ${size.height}` : UNKNOWN],
    [t("framesPerSecond"), framesPerSecond === null ? UNKNOWN : number(framesPerSecond, 0)],
    [t("droppedFrames"), droppedFrames === null ? UNKNOWN : number(droppedFrames, 0)],
    [t("rebuffers"), t("rebuffersFor", { count: rebuffers, value: number(rebufferMs / 1000, 1) })],
    [t("startup"), seconds(startupMs === null ? null : startupMs / 1000)],
  ];
  if (way === "whep" || way === "p2p")
    rows.push([t("lost"), lostShare === null ? UNKNOWN : format.number(lostShare, PERCENT)]);
  return rows;
}

const UNKNOWN = "—";
const PERCENT = { style: "percent", maximumFractionDigits: 1 } as const;
const NOTHING = {
  bitsPerSecond: null,
  size: null,
  framesPerSecond: null,
  droppedFrames: null,
  lostShare: null,
};

/** Names of protocols, the same in every language. */
const WAYS: Readonly<Record<string, string>> = {
  hls: "HLS",
  whep: "WebRTC (WHEP)",
  flv: "HTTP-FLV",
  p2p: "WebRTC (P2P)",
};
