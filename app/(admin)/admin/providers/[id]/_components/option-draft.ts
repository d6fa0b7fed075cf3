import type { ProviderOption } from "@/lib/settings/provider-option";

/** What was typed and not saved yet. */
export interface OptionDraft {
  /** By name; what is not in it was not touched. */
  readonly values: Readonly<Record<string, string>>;
  /** Stored secrets that are to go. Other fields are emptied instead. */
  readonly removed: readonly string[];
}

export const UNTOUCHED: OptionDraft = { values: {}, removed: [] };

/** What saving would do. Pure. */
export function changeOf(
  options: readonly ProviderOption[],
  { values, removed }: OptionDraft,
): { readonly set: Readonly<Record<string, string>>; readonly remove: readonly string[] } {
  const set: Record<string, string> = {};
  const remove: string[] = [];
  for (const option of options) {
    const { name } = option;
    const typed = values[name]?.trim();
    if (removed.includes(name) || (typed === "" && isShown(option))) remove.push(name);
    else if (typed && !(isShown(option) && typed === option.value)) set[name] = typed;
  }
  return { set, remove };
}

/** Its stored value stands in the field, so that emptying the field removes it. */
function isShown({ kind, source }: ProviderOption): boolean {
  return kind !== "secret" && source === "stored";
}
