import "server-only";
import { readSpendStates } from "../budgets/read-spend-states";
import type { NewStream } from "../budgets/spend-of";
import { capabilitiesOf } from "../providers/capabilities-of";
import type { ProviderId } from "../providers/contract";
import { listConfigured } from "../providers/get-provider";
import { isHealthy, providerHealth } from "../providers/health";
import { listProviders } from "../providers/registry";
import type { RoutingFacts } from "../routing/provider-facts";

/** A quota that is used up may be free again when somebody else has ended: it is tried again after this. */
const FULL_FOR_MS = 10 * 60_000;

/** What is known here of every provider; none is asked. `failed` could not make the stream's channel; budgets speak of `stream`, or of anybody's. */
export async function readRoutingFacts(
  failed: ReadonlySet<ProviderId> = new Set(),
  stream: NewStream | null = null,
): Promise<RoutingFacts> {
  const configured = new Set(listConfigured());
  const now = Date.now();
  const facts: RoutingFacts = new Map(
    listProviders().map(({ id, capabilities }) => [
      id,
      {
        id,
        isConfigured: configured.has(id),
        isHealthy: isHealthy(id),
        hasFailed: failed.has(id),
        isFull: wasRefused(id, now),
        spend: "open",
        abilities: capabilitiesOf(id) ?? capabilities,
      },
    ]),
  );
  return withSpend(facts, stream);
}

/** The same with what budgets say of another stream: much less work than reading all of it again. */
export async function withSpend(facts: RoutingFacts, stream: NewStream | null): Promise<RoutingFacts> {
  const spend = await readSpendStates(stream);
  return new Map([...facts].map(([id, one]) => [id, { ...one, spend: spend.get(id) ?? "open" }]));
}

function wasRefused(id: ProviderId, now: number): boolean {
  return providerHealth(id, now).faults.some(
    ({ operation, code, at }) =>
      operation === "createChannel" && code === "quota-exceeded" && at > now - FULL_FOR_MS,
  );
}
