import { AppError } from "../errors";
import type { ProviderDefinition } from "../providers/contract";
import { environmentOf, isInEnvironment } from "../providers/options-of";

/** What a page says of a field. Never a sentence of the schema: it might repeat what was typed. */
export type OptionComplaint = "option-missing" | "option-malformed" | "option-fixed";

/**
 * The options as they would hold with these stored values. Throws `invalid-input` with a complaint for each field that keeps
 * the provider from being set up.
 */
export function checkOptions<Options>(
  definition: ProviderDefinition<Options>,
  stored: Readonly<Record<string, string>>,
): Options {
  const environment = environmentOf(definition, stored);
  const parsed = definition.options.safeParse(environment);
  if (parsed.success) return parsed.data;
  const complaints = parsed.error.issues.map((issue): readonly [string, OptionComplaint] => {
    const name = String(issue.path[0] ?? "form");
    return [name, (environment[name] ?? "").trim() === "" ? "option-missing" : "option-malformed"];
  });
  throw refused(complaints);
}

/** Throws `invalid-input` where a name is no option of this provider, or is for the environment to say. */
export function assertChangeable(
  { fields }: Pick<ProviderDefinition, "fields">,
  names: readonly string[],
): void {
  const changeable = new Set(fields.flatMap(({ name, isFixed }) => (isFixed ? [] : [name])));
  const complaints = names
    .filter((name) => !changeable.has(name) || isInEnvironment(name))
    .map((name) => [name, "option-fixed"] as const);
  if (complaints.length > 0) throw refused(complaints);
}

function refused(complaints: readonly (readonly [string, OptionComplaint])[]): AppError {
  const fieldErrors = Object.fromEntries(complaints.map(([name, complaint]) => [name, [complaint]]));
  const message = `options cannot be used: ${Object.keys(fieldErrors).join(", ")}`;
  return new AppError("invalid-input", message, { fieldErrors });
}
