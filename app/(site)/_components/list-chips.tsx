import { LabelChips } from "@/components/lists/label-chips";
import { CONTENT_LABELS, type ContentLabel } from "@/lib/db/schema";
import { getTranslator } from "@/lib/i18n/get-translator";
import { listAddress } from "./list-address";

interface ListChipsProps {
  readonly path: string;
  readonly query?: string;
  readonly label: ContentLabel | null;
}

/** One chip per kind of stream, and one for all of them. */
export async function ListChips({ path, query = "", label }: ListChipsProps) {
  const [t, labels] = await Promise.all([getTranslator("lists"), getTranslator("labels")]);
  const chips = [null, ...CONTENT_LABELS].map((one) => ({
    name: one ? labels(one) : t("all"),
    href: listAddress(path, { q: query, label: one }),
    isHere: one === label,
  }));
  return <LabelChips label={t("labels")} chips={chips} />;
}
