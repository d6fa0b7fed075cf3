import { describeProviderId } from "../providers/get-provider";
import type { Decision } from "../routing/decision";

/** The names, as pages show them, of every provider that a decision speaks of. */
export function nameProviders({ chosen, rejected }: Decision): Readonly<Record<string, string>> {
  const ids = [...(chosen === null ? [] : [chosen]), ...rejected.map(({ provider }) => provider)];
  return Object.fromEntries(ids.map((id) => [id, describeProviderId(id).label]));
}
