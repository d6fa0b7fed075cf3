"use client";
import { useId, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { useFigures } from "@/components/streams/use-figures";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { RoomPublisher, RoomState, RoomViewer } from "./room";

interface RoomPanelProps {
  /** Whatever sends now, and has a room. */
  readonly publisher: RoomPublisher;
  readonly level?: 2 | 3;
  readonly className?: string;
}

/** Who is in the creator's room, how each is served, and why there is not room for more. */
export function RoomPanel({ publisher, level = 2, className }: RoomPanelProps) {
  const t = useTranslations("room");
  const room = useSyncExternalStore(publisher.subscribeRoom, publisher.roomState, publisher.roomState);
  const { viewers, ceiling, waiting, isReachable, hasRelay, recording } = room;
  const counts = { viewers: viewers.length, ceiling: ceiling.viewers };
  return (
    <Panel
      title={t("title")}
      level={level}
      aside={
        <span className="figures font-medium">
          <span aria-hidden>{t("count", counts)}</span>
          <span className="sr-only">{t("countLabel", counts)}</span>
        </span>
      }
      {...(className ? { className } : {})}
    >
      <div className="grid gap-3">
        {isReachable ? null : (
          <Notice tone="fair" role="status">
            {t("unreachable")}
          </Notice>
        )}
        {viewers.length === 0 ? <p className="text-muted">{t("empty")}</p> : <ViewerList viewers={viewers} />}
        <p className="text-small text-muted" role="status">
          {waiting > 0 ? `${t("waiting", { count: waiting })} ` : null}
          {t(`because-${ceiling.because}`)}
        </p>
        {recording === "off" ? null : <p className="text-small text-muted">{t(`recording-${recording}`)}</p>}
        {hasRelay ? <RelaySwitch room={room} publisher={publisher} /> : null}
      </div>
    </Panel>
  );
}

function ViewerList({ viewers }: { viewers: readonly RoomViewer[] }) {
  const t = useTranslations("room");
  return (
    <ol className="grid gap-px overflow-hidden rounded border bg-line">
      {viewers.map((viewer, index) => (
        <li key={viewer.id} className="grid gap-1.5 bg-surface px-3 py-2">
          <span className="font-medium">{t("viewer", { number: index + 1 })}</span>
          {viewer.isConnected ? (
            <ViewerFigures viewer={viewer} />
          ) : (
            <span className="text-small text-muted">{t("connecting")}</span>
          )}
        </li>
      ))}
    </ol>
  );
}

function ViewerFigures({ viewer: { figures, delayMs } }: { viewer: RoomViewer }) {
  const t = useTranslations("room");
  const format = useFigures();
  const ms = (value: number | null | undefined) =>
    value == null ? null : t("milliseconds", { value: format.number(value, 0) });
  const sent = figures?.videoKbps == null ? null : figures.videoKbps + (figures.audioKbps ?? 0);
  const rows: readonly (readonly [string, string | null])[] = [
    [t("delay"), ms(delayMs)],
    [t("roundTrip"), ms(figures?.roundTripMs)],
    [t("loss"), figures?.lossRatio == null ? null : t("percent", { value: figures.lossRatio })],
    [t("bitrate"), sent === null ? null : format.bitrate(sent)],
    [t("frames"), figures?.framesPerSecond == null ? null : format.frameRate(figures.framesPerSecond)],
    [t("way"), figures?.path ? t(figures.path) : null],
  ];
  return (
    <dl className="figures grid grid-cols-3 gap-x-4 gap-y-1.5 text-small sm:grid-cols-6">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt className="text-muted">{name}</dt>
          <dd className="whitespace-nowrap">
            {value ?? (
              <>
                <span aria-hidden>—</span>
                <span className="sr-only">{t("unknown")}</span>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function RelaySwitch({ room, publisher }: { room: RoomState; publisher: RoomPublisher }) {
  const t = useTranslations("room");
  const hint = useId();
  return (
    <label className="flex cursor-pointer items-start gap-3 border-t pt-3">
      <input
        type="checkbox"
        className="mt-1 accent-accent"
        checked={room.isRelayOnly}
        aria-describedby={hint}
        onChange={(event) => publisher.setRelayOnly(event.currentTarget.checked)}
      />
      <span>
        <span className="block font-medium">{t("relayOnly")}</span>
        <span id={hint} className="block text-small text-muted">
          {t("relayOnlyHint")}
        </span>
      </span>
    </label>
  );
}
