import type { Locale } from "../i18n/locales";
import type { OptionField, OptionGroup } from "../providers/given";

/** One option of a provider as an administrator sees it. Secrets never come back: of those only the end is told. */
export interface ProviderOption {
  readonly name: string;
  readonly kind: OptionField["kind"];
  readonly group: OptionGroup;
  /** In the reader's language, as the provider's own folder words it. */
  readonly label: string;
  readonly hint: string | null;
  readonly isRequired: boolean;
  readonly isLong: boolean;
  /** Only the environment may say it. */
  readonly isFixed: boolean;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** Whose word holds. */
  readonly source: "environment" | "stored" | "none";
  /** What holds, of what is no secret; null where nothing was given. */
  readonly value: string | null;
  /** What holds when nothing is given. */
  readonly fallback: string | null;
  /** Last characters of a stored secret; null where it is too short to show any. */
  readonly ending: string | null;
  /** Epoch ms since when it is stored; also while the environment's word wins. */
  readonly setAt: number | null;
  /** It is stored, and was sealed with another ENCRYPTION_KEY: it has to be given anew. */
  readonly isUnreadable: boolean;
}

/** What the database holds of one option; `value` is null where it can't be opened any more. */
export interface StoredOption {
  readonly value: string | null;
  readonly setAt: number;
}

/** Pure. `fromEnvironment` is null where the environment says nothing. */
export function describeOption(
  field: OptionField,
  locale: Locale,
  given: { readonly stored: StoredOption | null; readonly fromEnvironment: string | null },
): ProviderOption {
  const stored = field.isFixed ? null : given.stored;
  const value = given.fromEnvironment ?? stored?.value ?? null;
  const isSecret = field.kind === "secret";
  return {
    name: field.name,
    kind: field.kind,
    group: field.group,
    label: field.label[locale],
    hint: field.hint?.[locale] ?? null,
    isRequired: field.isRequired ?? false,
    isLong: field.isLong ?? false,
    isFixed: field.isFixed ?? false,
    choices: (field.choices ?? []).map((one) => ({ value: one.value, label: one.label[locale] })),
    source: given.fromEnvironment !== null ? "environment" : stored ? "stored" : "none",
    value: isSecret ? null : value,
    fallback: field.fallback ?? null,
    ending: isSecret && stored?.value ? endingOf(stored.value) : null,
    setAt: stored?.setAt ?? null,
    isUnreadable: stored !== null && stored.value === null,
  };
}

const SHOWN = 4;
/** So that what is shown is a small part of it. */
const LONG_ENOUGH = 16;

/** The last four characters, by which people tell keys apart; of a file those of the key in it. */
export function endingOf(secret: string): string | null {
  const bare = withoutBase64(secret)
    .replaceAll("\\n", "\n")
    .replace(/-----[^-]+-----/g, "")
    .replace(/["}\s=]+/g, "");
  return bare.length < LONG_ENOUGH ? null : bare.slice(-SHOWN);
}

/** Whole files often come as base64, of which every one ends alike. */
function withoutBase64(secret: string): string {
  const text = Buffer.from(secret, "base64").toString("utf8");
  return /^(-----BEGIN |\{")/.test(text) ? text : secret;
}
