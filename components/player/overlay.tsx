import { LoaderCircle, Lock, Play, Radio, Unplug, Users, Volume2, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import type { PlayerSession } from "./player-session";
import type { PlayerSnapshot } from "./snapshot";

interface OverlayProps {
  readonly snapshot: PlayerSnapshot;
  readonly session: PlayerSession | null;
  readonly isCompact: boolean;
}

/** What is said over the picture: the state in words, and the one thing the viewer may have to do. */
export function Overlay({ snapshot, session, isCompact }: OverlayProps) {
  return (
    <>
      <StateNote snapshot={snapshot} isCompact={isCompact} />
      {session && <TapPrompt snapshot={snapshot} session={session} />}
    </>
  );
}

function StateNote({ snapshot, isCompact }: { snapshot: PlayerSnapshot; isCompact: boolean }) {
  const t = useTranslations("player");
  const { status, interruption, hasStarted } = snapshot;
  if (status === "refused") {
    return <Note icon={<Lock size={20} />} title={t("refusedTitle")} body={t("refusedBody")} isOpaque />;
  }
  if (status === "failed") {
    const { failedCodecs } = snapshot;
    const body = failedCodecs ? t("failedCodecs", { codecs: failedCodecs }) : t("failedUnknown");
    return <Note icon={<Unplug size={20} />} title={t("failedTitle")} body={body} isOpaque />;
  }
  if (status === "interrupted" && interruption === "creator-away" && snapshot.isReplay) {
    return <Note icon={<Unplug size={20} />} title={t("replayGoneTitle")} body={t("replayGoneBody")} />;
  }
  if (status === "interrupted" && interruption === "creator-away") {
    return <Note icon={<Radio size={20} />} title={t("creatorAwayTitle")} body={t("creatorAwayBody")} />;
  }
  if (status === "interrupted" && interruption === "viewer-offline") {
    return (
      <Note icon={<WifiOff size={20} />} title={t("viewerOfflineTitle")} body={t("viewerOfflineBody")} />
    );
  }
  if (status === "interrupted" && interruption === "room-full") {
    return <Note icon={<Users size={20} />} title={t("roomFullTitle")} body={t("roomFullBody")} isOpaque />;
  }
  if (status === "interrupted" && interruption === "no-path") {
    return <Note icon={<Unplug size={20} />} title={t("noPathTitle")} body={t("noPathBody")} />;
  }
  if (status === "interrupted" && interruption === "relay-away") {
    return <Note icon={<Unplug size={20} />} title={t("relayAwayTitle")} body={t("relayAwayBody")} />;
  }
  if (status === "interrupted") return <Spinner label={t("repairing")} />;
  if (snapshot.mustTapToPlay) return null;
  if (snapshot.isSlow && !hasStarted) {
    const body = snapshot.hasMedia ? t("slowNoPicture") : t("slowNoData");
    return <Note icon={<Turning />} title={t("slowTitle")} body={body} />;
  }
  if (status === "loading") return <Spinner label={t("loading")} />;
  if (status === "buffering") return <Spinner label={t("buffering")} />;
  if (snapshot.isSoundOnly) {
    const body = isCompact ? "" : t("soundOnlyBody");
    return <Note icon={<Volume2 size={20} />} title={t("soundOnly")} body={body} isOpaque />;
  }
  return null;
}

interface NoteProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly body: string;
  /** Nothing worth seeing is behind it. */
  readonly isOpaque?: boolean;
}

function Note({ icon, title, body, isOpaque = false }: NoteProps) {
  return (
    <div
      className={cn(
        "pointer-events-none absolute inset-0 z-10 grid place-items-center p-4 pb-14",
        isOpaque ? "bg-[#15120e]" : "bg-black/65",
      )}
    >
      <div className="flex max-w-md flex-col items-center gap-1 text-center">
        <span aria-hidden className="mb-1 text-white/80">
          {icon}
        </span>
        <p className="text-lead font-semibold text-balance">{title}</p>
        {body && <p className="text-body text-balance text-white/85">{body}</p>}
      </div>
    </div>
  );
}

const Turning = () => <LoaderCircle size={20} className="animate-spin motion-reduce:animate-none" />;

/** Appears a little late, so that short waits stay calm. */
function Spinner({ label }: { label: string }) {
  return (
    <div className="pointer-events-none absolute inset-0 z-10 grid place-items-center [animation:appear_120ms_400ms_both]">
      <span className="flex items-center gap-2 rounded bg-black/65 px-3 py-2 text-body">
        <Turning />
        {label}
      </span>
    </div>
  );
}

function TapPrompt({ snapshot, session }: { snapshot: PlayerSnapshot; session: PlayerSession }) {
  const t = useTranslations("player");
  const button =
    "absolute z-20 flex items-center gap-2 rounded bg-white px-4 font-semibold text-black focus-visible:outline-2 focus-visible:outline-white";
  if (snapshot.mustTapToPlay) {
    return (
      <button
        type="button"
        onClick={() => session.play()}
        className={cn(button, "top-1/2 left-1/2 h-12 -translate-1/2 text-body")}
      >
        <Play size={20} fill="currentColor" aria-hidden />
        {t("tapToPlay")}
      </button>
    );
  }
  if (!snapshot.mustTapToHear || !snapshot.hasStarted) return null;
  return (
    <button
      type="button"
      onClick={() => session.setMuted(false)}
      className={cn(button, "top-3 left-3 h-10 text-body")}
    >
      <Volume2 size={20} aria-hidden />
      {t("tapToHear")}
    </button>
  );
}
