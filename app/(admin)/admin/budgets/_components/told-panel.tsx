"use client";
import { useTranslations } from "use-intl";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { NoticeWords } from "@/lib/notices/describe-notice";
import type { DeliveryView } from "@/lib/notices/list-deliveries";

interface Told {
  readonly id: string;
  readonly createdAt: number;
  readonly words: NoticeWords;
  readonly deliveries: readonly DeliveryView[];
}

const TONES: Record<DeliveryView["state"], BadgeTone> = {
  delivered: "good",
  waiting: "fair",
  "given-up": "rust",
};

/** What admins were told lately, and whether it arrived. */
export function ToldPanel({ told }: { told: readonly Told[] }) {
  const t = useTranslations("budgets");
  return (
    <Panel title={<span id="told">{t("told")}</span>} className="mt-4">
      {told.length === 0 ? <p className="text-muted">{t("toldNone")}</p> : null}
      <ul className="grid">
        {told.map(({ id, createdAt, words, deliveries }) => (
          <li key={id} className="grid gap-1.5 border-b py-3 first:pt-0 last:border-b-0 last:pb-0">
            <p className="figures flex flex-wrap items-baseline gap-x-3">
              <span className="font-medium">{words.title}</span>
              <span className="text-small text-muted">
                <Time at={createdAt} />
              </span>
            </p>
            <p className="figures max-w-prose text-muted">{words.body}</p>
            {deliveries.length > 0 ? (
              <ul className="grid gap-1.5">
                {deliveries.map((delivery) => (
                  <DeliveryRow key={delivery.id} delivery={delivery} />
                ))}
              </ul>
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function DeliveryRow({ delivery }: { delivery: DeliveryView }) {
  const t = useTranslations("budgets");
  const { way, state, attempts, deliveredAt, problem } = delivery;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small">
      <span className="w-20">{t(`wayNames.${way}`)}</span>
      <Badge tone={TONES[state]}>{t(`deliveryStates.${state}`)}</Badge>
      <span className="figures text-muted">
        {deliveredAt === null ? t("attempts", { count: attempts }) : <Time at={deliveredAt} />}
      </span>
      {problem ? <span className="min-w-0 break-words text-rust">{problem}</span> : null}
    </li>
  );
}
