import { CONTENT_LABELS, type ContentLabel } from "../db/schema";
import { LOCALES } from "../i18n/locales";
import { loadMessages } from "../i18n/messages";
import { foldText } from "./fold-text";

/** Shorter beginnings would find a label by chance. */
const LEAST_LETTERS = 3;

/** The content labels whose name begins like this folded word, in any of the site's languages. */
export async function labelsNamed(word: string): Promise<readonly ContentLabel[]> {
  if (word.length < LEAST_LETTERS) return [];
  const catalogues = await Promise.all(LOCALES.map(loadMessages));
  return CONTENT_LABELS.filter((label) =>
    catalogues.some(({ labels }) => foldText(labels[label]).startsWith(word)),
  );
}
