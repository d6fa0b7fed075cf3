import { AppError } from "../errors";
import { listConfigured } from "../providers/get-provider";
import { listProviders } from "../providers/registry";
import type { RoutingPolicy } from "../routing/policy";

/**
 * Refuses a policy that could not carry everybody as this server is set up: one that names a provider nobody knows, or
 * whose last resort has none that is configured. Throws `invalid-input`, which names them.
 */
export function assertAppliable(policy: RoutingPolicy): void {
  const known = new Set(listProviders().map(({ id }) => id));
  const named = [policy.otherwise, ...policy.rules.map(({ use }) => use)].flat();
  const unknown = [...new Set(named.filter((id) => !known.has(id)))];
  if (unknown.length > 0) throw refusal(`There is no provider ${unknown.join(", ")}.`);
  const configured = new Set(listConfigured());
  if (!policy.otherwise.some((id) => configured.has(id)))
    throw refusal(`None of ${policy.otherwise.join(", ")} is configured, and a stream may need one.`);
}

function refusal(userMessage: string): AppError {
  return new AppError("invalid-input", userMessage, { userMessage });
}
