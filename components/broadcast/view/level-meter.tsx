"use client";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { useStore } from "../store";
import type { Studio } from "../studio";

/** Screen readers are told twice a second; eyes see each frame. */
const TOLD_EVERY_MS = 500;
/** Of its height, a fallen level keeps so much from frame to frame: a bar that one can read. */
const FALL = 0.92;

/** How loud the microphone is. Each frame moves a layer and nothing else: no layout, no rendering by React. */
export function LevelMeter({ studio }: { studio: Studio }) {
  const t = useTranslations("broadcastStudio");
  const { microphone } = useStore(studio.capture.store);
  const { isMuted, isPaused } = useStore(studio.program.store);
  const meter = useRef<HTMLMeterElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const words = useRef({ quiet: "", good: "", loud: "" });
  words.current = { quiet: t("level.quiet"), good: t("level.good"), loud: t("level.loud") };
  const { track } = microphone;

  useEffect(() => {
    if (!track) return;
    const ear = studio.program.sound.listen(track);
    let shown = 0;
    let toldAt = 0;
    let frame = requestAnimationFrame(function show(now) {
      frame = requestAnimationFrame(show);
      shown = Math.max(ear.level(), shown * FALL);
      if (bar.current) bar.current.style.transform = `scaleX(${shown.toFixed(3)})`;
      if (now - toldAt < TOLD_EVERY_MS) return;
      toldAt = now;
      studio.hear(shown);
      if (!meter.current) return;
      meter.current.value = Math.round(shown * 100);
      meter.current.setAttribute("aria-valuetext", words.current[wordFor(shown)]);
    });
    return () => {
      cancelAnimationFrame(frame);
      ear.close();
    };
  }, [track, studio]);

  if (!track) return null;
  return (
    <div className="absolute inset-x-0 bottom-0 h-1.5 bg-white/20">
      <meter ref={meter} aria-label={t("level.name")} min={0} max={100} className="sr-only" />
      <div
        ref={bar}
        className={isMuted || isPaused ? "hidden" : "h-full origin-left bg-[#3cc4c2]"}
        style={{ transform: "scaleX(0)" }}
      />
    </div>
  );
}

function wordFor(level: number): "quiet" | "good" | "loud" {
  if (level < 0.35) return "quiet";
  return level > 0.95 ? "loud" : "good";
}
