"use client";
import dynamic from "next/dynamic";
import * as Tabs from "radix-ui/tabs";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import type { IngestAddress } from "@/lib/streams/get-ingest-addresses";
import type { StreamView } from "@/lib/streams/stream";
import { EncoderSetup } from "./encoder-setup";
import type { IngestActions } from "./ingest-actions";

const BrowserStudio = dynamic(
  () => import("@/components/broadcast/view/browser-studio").then((module) => module.BrowserStudio),
  { ssr: false, loading: () => <Skeleton className="aspect-video w-full" /> },
);

interface SetupCardProps {
  readonly stream: StreamView;
  /** Address for the encoder's "Server" field; null when this kind of stream has none. */
  readonly server: string | null;
  readonly whipUrl: string | null;
  /** `srt://…` without its secrets; null when this kind of stream doesn't take it. */
  readonly srtUrl: string | null;
  /** Where a browser sends to, without the key; null when this kind of stream doesn't take browsers. */
  readonly browserAddress: IngestAddress | null;
  readonly actions: IngestActions;
  readonly className?: string;
}

type Way = "encoder" | "browser";

/** The ways to go on air, a streaming program or this very browser. The address keeps the tab (`#browser`). */
export function SetupCard(props: SetupCardProps) {
  const { server, browserAddress } = props;
  const t = useTranslations("setup");
  const ways: readonly Way[] = [
    ...(server === null ? [] : (["encoder"] as const)),
    ...(browserAddress === null ? [] : (["browser"] as const)),
  ];
  const [first = "encoder"] = ways;
  const [way, setWay] = useState<Way>(first);
  // Once opened it stays: who is live from it may look at the other tab.
  const [isStudioOpen, setStudioOpen] = useState(first === "browser");

  useEffect(() => {
    if (window.location.hash !== "#browser") return;
    setWay("browser");
    setStudioOpen(true);
  }, []);
  function choose(value: string) {
    const next = value === "browser" ? value : "encoder";
    setWay(next);
    if (next === "browser") setStudioOpen(true);
    window.history.replaceState(null, "", next === "browser" ? "#browser" : window.location.pathname);
  }

  if (ways.length === 0) return null;
  return (
    <Tabs.Root
      value={way}
      onValueChange={choose}
      // The studio comes first: who films wants to see the picture, not the figures.
      className={cn(
        "min-w-0 rounded border bg-surface",
        props.className,
        way === "browser" && "-order-1 max-lg:-order-1",
      )}
    >
      <h2 className="sr-only">{t("ways")}</h2>
      <Tabs.List aria-label={t("ways")} className="flex gap-1 border-b px-2">
        {ways.map((one) => (
          <Tabs.Trigger
            key={one}
            value={one}
            className="-mb-px min-h-11 border-b-2 border-transparent px-2 font-semibold text-muted hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {t(one)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Panels {...props} isStudioOpen={isStudioOpen} />
    </Tabs.Root>
  );
}

function Panels({ stream, server, whipUrl, srtUrl, browserAddress, actions, isStudioOpen }: PanelsProps) {
  const style = "p-4 data-[state=inactive]:hidden";
  return (
    <>
      {server === null ? null : (
        <Tabs.Content value="encoder" forceMount className={style}>
          <EncoderSetup
            streamId={stream.id}
            server={server}
            whipUrl={whipUrl}
            srtUrl={srtUrl}
            isOnAir={stream.ingest === "active" || stream.broadcast === "live"}
            actions={actions}
          />
        </Tabs.Content>
      )}
      {browserAddress === null ? null : (
        <Tabs.Content value="browser" forceMount className={style}>
          {isStudioOpen ? <BrowserStudio stream={stream} address={browserAddress} actions={actions} /> : null}
        </Tabs.Content>
      )}
    </>
  );
}

type PanelsProps = SetupCardProps & { readonly isStudioOpen: boolean };
