"use client";
import { useTranslations } from "use-intl";
import { Notice } from "@/components/ui/notice";
import type { CaptureTrouble } from "../capture/capture-trouble";
import { browserFamily } from "./browser-family";

/** What is wrong with a camera, a microphone or a screen, and what its owner can do. */
export function CaptureHelp({
  kind,
  trouble,
}: {
  kind: "camera" | "microphone" | "screen";
  trouble: CaptureTrouble | null;
}) {
  const t = useTranslations("broadcastStudio");
  if (trouble === null) return null;
  return (
    <Notice tone={trouble === "dismissed" ? "fair" : "rust"} role="alert">
      <p className="font-medium">{t(`trouble.${trouble}`, { kind })}</p>
      <p>{trouble === "denied" ? t(`allow.${browserFamily()}`) : t(`help.${trouble}`, { kind })}</p>
    </Notice>
  );
}
