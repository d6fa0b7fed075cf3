import type { ProviderDefinition } from "../../lib/providers/contract";
import { listProviders } from "../../lib/providers/registry";

type Environment = Readonly<Record<string, string | undefined>>;

/** A service that bills, and what its tests lack. */
export interface Candidate {
  readonly definition: ProviderDefinition;
  /** Names of variables; empty when it can be tried. */
  readonly missing: readonly string[];
}

export function listCandidates(environment: Environment): readonly Candidate[] {
  return listProviders()
    .filter(({ capabilities }) => capabilities.billing !== "none")
    .map((definition) => ({ definition, missing: missingOf(definition, environment) }));
}

function missingOf<Options>({ options }: ProviderDefinition<Options>, environment: Environment): string[] {
  const parsed = options.safeParse(environment);
  return parsed.success ? [] : [...new Set(parsed.error.issues.map((issue) => issue.path.join(".")))];
}

/** Told in one line. */
export function skippedLine(candidates: readonly Candidate[]): string {
  const lacking = candidates.filter(({ missing }) => missing.length > 0);
  return `skipped: ${lacking.map(({ definition, missing }) => `${definition.label} needs ${missing.join(", ")}`).join("; ")}`;
}
