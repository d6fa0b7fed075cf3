import "server-only";
import { readLadderCap } from "../budgets/read-ladder-cap";
import type { Tier } from "../db/schema";
import { capabilitiesOf } from "../providers/capabilities-of";
import type { ProviderId } from "../providers/contract";
import { getProvider } from "../providers/get-provider";
import type { Loss } from "../routing/decision";
import { getTierSettings } from "../settings/get-tier-settings";
import { toLadderLoss } from "./ladder-cap-of";

/** What a budget takes of the qualities of a new stream there; nothing where a provider makes its own, or none above the cap. */
export async function ladderLoss(
  provider: ProviderId | null,
  tier: Tier,
  channelId: string,
): Promise<readonly Loss[]> {
  const cap = provider === null ? null : await readLadderCap(provider, { tier, channelId });
  if (provider === null || cap === null) return [];
  // Whoever asks whether a key may publish is told the ladder then; what viewers get of a creator's own browser has none.
  if (capabilitiesOf(provider)?.uplinkPerViewerKbps !== null) return [];
  if (!(await getProvider(provider)).parsePublishRequest) return [];
  const { ladder } = (await getTierSettings())[tier];
  return ladder.some(({ height }) => height > cap) ? [toLadderLoss(cap)] : [];
}
