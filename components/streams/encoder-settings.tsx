"use client";
import { ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";
import { CopyButton } from "@/components/ui/copy-button";

/** The settings that suit every provider, and where to find them. */
export function EncoderSettings({ server }: { server: string }) {
  const t = useTranslations("setup");
  const command = ffmpegCommand(server);
  const rows = [
    [t("settingVideo"), t("settingVideoValue")],
    [t("settingKeyFrame"), t("settingKeyFrameValue")],
    [t("settingBFrames"), t("settingBFramesValue")],
    [t("settingAudio"), t("settingAudioValue")],
  ] as const;
  return (
    <details className="group border-t pt-3">
      <summary className="flex min-h-7 items-center gap-1.5 rounded font-medium">
        <ChevronRight aria-hidden className="size-4 transition-transform duration-100 group-open:rotate-90" />
        {t("settings")}
      </summary>
      <div className="mt-3 grid gap-4">
        <dl className="figures grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
          {rows.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <p>{t("obs")}</p>
        <div>
          <div className="flex items-center justify-between gap-2">
            <p className="font-medium">{t("ffmpeg")}</p>
            <CopyButton label={t("copyCommand")} text={command} />
          </div>
          <code className="mt-1 block rounded-sm bg-sunken p-2 font-mono text-small break-all">
            {command}
          </code>
          <p className="mt-1 text-small text-muted">{t("commandHint")}</p>
        </div>
      </div>
    </details>
  );
}

function ffmpegCommand(server: string): string {
  return `ffmpeg -re -i video.mp4 -c:v libx264 -preset veryfast -profile:v main -b:v 3000k -maxrate 3000k -bufsize 3000k -bf 0 -g 60 -keyint_min 60 -sc_threshold 0 -pix_fmt yuv420p -r 30 -c:a aac -b:a 160k -ar 48000 -f flv "${server.replace(/\/$/, "")}/STREAM_KEY"`;
}
