import { Users } from "lucide-react";
import { useTranslations } from "use-intl";

export function ViewerCount({ count }: { count: number | null }) {
  const t = useTranslations("watch");
  const isUnknown = count === null;
  return (
    <p
      data-viewers={count ?? "unknown"}
      title={isUnknown ? t("viewersUnknownHint") : undefined}
      className="figures flex items-center gap-2 pt-1 text-muted"
    >
      <Users size={16} aria-hidden />
      {isUnknown ? t("viewersUnknown") : t("viewers", { count })}
    </p>
  );
}
