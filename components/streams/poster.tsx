"use client";
import { Radio } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";

interface PosterProps {
  /** Null when there is no picture. */
  readonly src: string | null;
  /** What is live changes: a new picture is fetched this often while it is on screen, in ms. */
  readonly refreshMs?: number;
  /** It is in sight when the page opens: fetched with the page, not when it is scrolled to. */
  readonly isFirst?: boolean;
  readonly className?: string;
}

/** A still picture in the shape of the player; calm art where there is none. Whatever stands beside it says what it is. */
export function Poster({ src, refreshMs, isFirst = false, className }: PosterProps) {
  const frame = useRef<HTMLSpanElement>(null);
  const [shown, setShown] = useState(src);
  useEffect(() => setShown(src), [src]);

  useEffect(() => {
    const image = frame.current?.querySelector("img");
    // It may have failed before this script ran.
    if (image?.complete && image.naturalWidth === 0) setShown(null);
  }, []);

  useEffect(() => {
    if (!src || !refreshMs || !frame.current) return;
    return whileOnScreen(frame.current, refreshMs, () => {
      const next = `${src}?at=${Math.floor(Date.now() / refreshMs)}`;
      const image = new Image();
      // Only a picture that is there takes the place of the one before, so nothing flickers.
      image.onload = () => setShown(next);
      image.src = next;
    });
  }, [src, refreshMs]);

  return (
    <span
      ref={frame}
      aria-hidden
      data-poster={shown === null ? "none" : "picture"}
      className={cn("relative block aspect-video w-full overflow-hidden bg-sunken", className)}
    >
      {shown === null ? (
        <span className="absolute inset-0 grid place-items-center text-muted">
          <Radio size={20} />
        </span>
      ) : (
        // biome-ignore lint/performance/noImgElement: comes from the media server and changes while it is live.
        <img
          src={shown}
          alt=""
          width={640}
          height={360}
          loading={isFirst ? "eager" : "lazy"}
          fetchPriority={isFirst ? "high" : "auto"}
          decoding="async"
          onError={() => setShown(null)}
          className="absolute inset-0 size-full object-cover"
        />
      )}
    </span>
  );
}

/** Calls `act` every `everyMs` while the element and the page can be seen. Returns the way to stop. */
function whileOnScreen(element: Element, everyMs: number, act: () => void): () => void {
  let isOnScreen = false;
  const observer = new IntersectionObserver((entries) => {
    isOnScreen = entries.some((entry) => entry.isIntersecting);
  });
  observer.observe(element);
  const timer = setInterval(() => {
    if (isOnScreen && document.visibilityState === "visible") act();
  }, everyMs);
  return () => {
    clearInterval(timer);
    observer.disconnect();
  };
}
