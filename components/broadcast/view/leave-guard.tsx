"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

/** Where somebody wants to go: an address of this site, or back. */
type Way = { readonly to: string } | "back";

/** While `isOn`, leaving is asked about: by links, by the back button, by closing the tab. */
export function LeaveGuard({ isOn, leave }: { isOn: boolean; leave: () => void }) {
  const t = useTranslations("broadcastStudio");
  const router = useRouter();
  const [way, setWay] = useState<Way | null>(null);
  const isLeaving = useRef(false);
  useEffect(() => (isOn ? watchLeaving(setWay, () => isLeaving.current) : undefined), [isOn]);

  function go() {
    isLeaving.current = true;
    setWay(null);
    leave();
    if (way === "back") window.history.back();
    // In the place of the step that was made for the back button.
    else if (way) router.replace(way.to);
  }

  function stay() {
    if (way === "back") pushGuard();
    setWay(null);
  }

  return (
    <Dialog
      open={way !== null}
      onOpenChange={(open) => !open && stay()}
      title={t("leave.title")}
      description={t("leave.body")}
    >
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={stay}>{t("leave.stay")}</Button>
        <Button tone="danger" onClick={go}>
          {t("leave.go")}
        </Button>
      </div>
    </Dialog>
  );
}

function watchLeaving(ask: (way: Way) => void, isLeaving: () => boolean): () => void {
  const unload = (event: BeforeUnloadEvent) => {
    if (!isLeaving()) event.preventDefault();
  };
  const click = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || !leavesPage(link, event)) return;
    event.preventDefault();
    event.stopPropagation();
    ask({ to: link.pathname + link.search + link.hash });
  };
  const back = () => {
    if (!isAtGuard()) ask("back");
  };
  pushGuard();
  window.addEventListener("beforeunload", unload);
  document.addEventListener("click", click, { capture: true });
  window.addEventListener("popstate", back);
  return () => {
    window.removeEventListener("beforeunload", unload);
    document.removeEventListener("click", click, { capture: true });
    window.removeEventListener("popstate", back);
    // One step back on the same page: the way back is as long as it was.
    if (isAtGuard() && !isLeaving()) window.history.back();
  };
}

/** One more step for the same page, which the back button takes first: there is no asking before it. */
function pushGuard(): void {
  window.history.pushState({ ...window.history.state, isGuard: true }, "");
}

function isAtGuard(): boolean {
  return window.history.state?.isGuard === true;
}

function leavesPage(link: HTMLAnchorElement, event: MouseEvent): boolean {
  const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || link.target === "_blank";
  // Other sites are asked about by the browser itself.
  const isOurs = link.origin === window.location.origin && link.protocol.startsWith("http");
  return event.button === 0 && !opensElsewhere && isOurs && link.pathname !== window.location.pathname;
}
