"use client";
import { useTranslations } from "use-intl";
import { Panel } from "@/components/ui/panel";
import type { StreamExperience } from "@/lib/session-records/stream-experience";
import { ExperienceFigures } from "./experience-figures";

/** What arrives at viewers, as their players tell it. Null while none has. */
export function ExperiencePanel({ experience }: { experience: StreamExperience | null }) {
  const t = useTranslations("experience");
  const now = experience?.now ?? null;
  return (
    <Panel
      title={t(now || !experience ? "title" : "titlePast")}
      aside={<Reporting experience={experience} />}
    >
      {experience ? (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          {now && now.reporting > 0 ? (
            <p data-waiting={now.waiting} className="figures">
              {now.waiting === 0
                ? t("noWaiting")
                : t("waiting", { waiting: now.waiting, reporting: now.reporting })}
            </p>
          ) : null}
          <ExperienceFigures experience={experience} />
          <p className="text-small text-muted">{t("source")}</p>
        </div>
      ) : (
        <p className="text-muted">{t("none")}</p>
      )}
    </Panel>
  );
}

function Reporting({ experience }: { experience: StreamExperience | null }) {
  const t = useTranslations("experience");
  if (!experience) return null;
  const { now, viewers } = experience;
  return (
    <span className="figures text-small text-muted">
      {now ? t("reporting", { count: now.reporting }) : t("viewers", { count: viewers })}
    </span>
  );
}
