import "server-only";
import type { Actor } from "../auth/actor";
import { assertCreator } from "../auth/assert-role";
import { currentPolicy } from "../policies/current-policy";
import { capabilitiesOf } from "../providers/capabilities-of";
import type { Capabilities } from "../providers/contract";
import { listConfigured } from "../providers/get-provider";
import { listProviders } from "../providers/registry";
import type { Receipt } from "../routing/decision";
import { getTierSettings } from "../settings/get-tier-settings";
import { nameProviders } from "./name-providers";
import { listAllowed, routeStream } from "./route-stream";
import { CreateStreamInput } from "./schemas";

/** A provider that a creator may ask for, as the form that makes a stream shows it. */
export interface Carrier {
  readonly id: string;
  readonly label: string;
  /** Glass to glass, as viewers usually see it. */
  readonly delayMs: number;
  /** Null: no limit is known. */
  readonly maxViewers: number | null;
  readonly isRecorded: boolean;
  readonly canRewind: boolean;
  readonly exposesAddresses: boolean;
  /** Viewers get it from the creator's own connection. */
  readonly usesOwnUplink: boolean;
  /** What can send to it. */
  readonly takes: "browser" | "program" | "both";
}

/** Where a stream would go if it were made now. */
export interface StreamPlan {
  /** As the policy alone decides. */
  readonly receipt: Receipt;
  /** Names of the providers that the receipt speaks of. */
  readonly labels: Readonly<Record<string, string>>;
  /** What its creator may ask for instead: allowed by the policy, and set up here. */
  readonly carriers: readonly Carrier[];
}

/** Everything that can be told of a stream before it has a title. */
export const StreamPlanInput = CreateStreamInput.omit({ title: true, provider: true });

/** The receipt before the stream is made, by the same decision. Makes nothing, asks no provider. Throws `forbidden`. */
export async function planStream(actor: Actor, input: unknown): Promise<StreamPlan> {
  assertCreator(actor);
  const told = StreamPlanInput.parse(input);
  const isRecorded = told.isRecorded ?? (await getTierSettings())[actor.tier].isRecorded;
  const visibility = told.isPreview ? "private" : told.visibility;
  const [receipt, policy] = await Promise.all([
    routeStream(actor, { ...told, isRecorded, visibility }),
    currentPolicy(),
  ]);
  const allowed = receipt.request ? listAllowed(policy, receipt.request) : new Set<string>();
  return {
    receipt,
    labels: nameProviders(receipt),
    carriers: listCarriers((id) => allowed.has(id) || actor.role === "admin"),
  };
}

function listCarriers(mayAsk: (id: string) => boolean): readonly Carrier[] {
  const configured = listConfigured();
  return listProviders()
    .filter(({ id }) => configured.includes(id) && mayAsk(id))
    .map(({ id, label, capabilities: unset }) => {
      const capabilities = capabilitiesOf(id) ?? unset;
      return {
        ...{ id, label },
        delayMs: capabilities.latencyMs.typical,
        maxViewers: capabilities.maxViewers,
        isRecorded: capabilities.recording,
        canRewind: capabilities.dvrSeconds > 0,
        exposesAddresses: capabilities.exposesAddresses,
        usesOwnUplink: capabilities.uplinkPerViewerKbps !== null,
        takes: takenBy(capabilities),
      };
    });
}

function takenBy({ ingest }: Pick<Capabilities, "ingest">): Carrier["takes"] {
  const isForBrowsers = (kind: (typeof ingest)[number]) => kind === "whip" || kind === "p2p";
  if (ingest.every(isForBrowsers)) return "browser";
  return ingest.some(isForBrowsers) ? "both" : "program";
}
