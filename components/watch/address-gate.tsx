"use client";

import { Network } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import {
  type AddressConsent,
  leaveConsent,
  recallConsent,
  rememberConsent,
} from "@/components/player/address-consent";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { PlaybackSource } from "@/lib/wire/playback";

interface AddressGateProps {
  readonly sources: readonly PlaybackSource[];
  /** Whose browser would learn the viewer's address: what is answered holds for this creator alone. */
  readonly channelId: string;
  readonly creatorName: string;
  /** Told whenever it begins or ends to stand in the way. */
  readonly onAsking?: (isAsking: boolean) => void;
  /** Fills a frame of another site, where there is room for nothing else. */
  readonly isFramed?: boolean;
  /** The player; not rendered before the viewer has said yes. */
  readonly children: ReactNode;
}

/**
 * Asks before a viewer's network address reaches the creator's browser. Nothing connects before: without their leave the
 * player has no engine for such a source either. Where there is another way to watch, nobody is asked.
 */
export function AddressGate({
  sources,
  channelId,
  creatorName,
  onAsking,
  isFramed,
  children,
}: AddressGateProps) {
  const room = sources.find(({ kind }) => kind === "p2p");
  const hasRelay = room?.kind === "p2p" && room.hasRelay;
  const isOnlyWay = sources.length > 0 && sources.every(({ kind }) => kind === "p2p");
  // Unknown until the page is in the browser: what was remembered is there.
  const [consent, setConsent] = useState<AddressConsent | null | undefined>(undefined);
  useEffect(() => {
    setConsent(recallConsent(channelId));
    return leaveConsent;
  }, [channelId]);
  const holds = consent === "direct" || (consent === "relay" && hasRelay);
  const isAsking = isOnlyWay && !holds;
  useEffect(() => onAsking?.(isAsking), [onAsking, isAsking]);
  const decide = (wish: AddressConsent | null) => {
    rememberConsent(channelId, wish);
    setConsent(wish);
  };

  if (!isOnlyWay) return children;
  const shape = isFramed ? "min-h-0 flex-1 overflow-auto" : "min-h-64 sm:aspect-video sm:rounded";
  if (consent === undefined) return <div className={cn("w-full bg-sunken", shape)} />;
  if (!holds) return <Question creatorName={creatorName} hasRelay={hasRelay} decide={decide} shape={shape} />;
  if (isFramed) return children;
  return (
    <>
      {children}
      <Reminder creatorName={creatorName} isRelay={consent === "relay"} change={() => decide(null)} />
    </>
  );
}

interface QuestionProps {
  readonly creatorName: string;
  readonly hasRelay: boolean;
  readonly decide: (wish: AddressConsent) => void;
  readonly shape: string;
}

/** In the place and shape of the player. */
function Question({ creatorName, hasRelay, decide, shape }: QuestionProps) {
  const t = useTranslations("addressGate");
  return (
    <section
      aria-labelledby="address-gate"
      className={cn("grid w-full place-items-center border-y bg-sunken px-4 py-8 sm:border", shape)}
    >
      <div className="flex max-w-prose flex-col items-center gap-2 text-center">
        <Network size={20} aria-hidden className="mb-1 text-muted" />
        <h2 id="address-gate" className="text-lead font-semibold text-balance wrap-anywhere">
          {t("title", { name: creatorName })}
        </h2>
        <p className="text-pretty text-muted">{t("body", { name: creatorName })}</p>
        <div className="mt-3 flex flex-wrap justify-center gap-2">
          <Button tone="primary" onClick={() => decide("direct")}>
            {t("direct")}
          </Button>
          {hasRelay ? (
            <Button tone="secondary" onClick={() => decide("relay")}>
              {t("relay")}
            </Button>
          ) : null}
        </div>
        {hasRelay ? <p className="text-small text-muted">{t("relayHint")}</p> : null}
        <p className="text-small text-muted">{t("remembered")}</p>
      </div>
    </section>
  );
}

interface ReminderProps {
  readonly creatorName: string;
  readonly isRelay: boolean;
  readonly change: () => void;
}

function Reminder({ creatorName, isRelay, change }: ReminderProps) {
  const t = useTranslations("addressGate");
  return (
    <p className="px-4 pt-2 text-small text-muted sm:px-0">
      {t(isRelay ? "nowRelay" : "nowDirect", { name: creatorName })}{" "}
      <button
        type="button"
        onClick={change}
        className="rounded-sm text-accent underline-offset-4 hover:underline"
      >
        {t("change")}
      </button>
    </p>
  );
}
