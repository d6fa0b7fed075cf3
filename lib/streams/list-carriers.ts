import "server-only";
import { capabilitiesOf } from "../providers/capabilities-of";
import { listConfigured } from "../providers/get-provider";
import { DEFAULT_PROVIDER, listProviders } from "../providers/registry";

/** A provider that a creator may ask for, as the form that makes a stream shows it. */
export interface Carrier {
  readonly id: string;
  readonly label: string;
  readonly isDefault: boolean;
  /** Glass to glass, as viewers usually see it. */
  readonly delayMs: number;
  /** Null: no limit is known. */
  readonly maxViewers: number | null;
  readonly isRecorded: boolean;
  readonly canRewind: boolean;
  readonly exposesAddresses: boolean;
  /** Nothing but a browser can send to it. */
  readonly needsBrowser: boolean;
}

/** What a creator may ask for: what is set up here and costs nobody anything. Others are for the installation to choose. */
export function listCarriers(): readonly Carrier[] {
  const configured = listConfigured();
  return listProviders()
    .map(({ id, label, capabilities }) => ({ id, label, capabilities: capabilitiesOf(id) ?? capabilities }))
    .filter(({ id, capabilities }) => configured.includes(id) && capabilities.billing === "none")
    .map(({ id, label, capabilities }) => ({
      ...{ id, label },
      isDefault: id === DEFAULT_PROVIDER,
      delayMs: capabilities.latencyMs.typical,
      maxViewers: capabilities.maxViewers,
      isRecorded: capabilities.recording,
      canRewind: capabilities.dvrSeconds > 0,
      exposesAddresses: capabilities.exposesAddresses,
      needsBrowser: capabilities.ingest.every((kind) => kind === "p2p"),
    }));
}
