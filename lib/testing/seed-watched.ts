import { db } from "../db/client";
import { type Tier, usageDays } from "../db/schema";
import { dayOf } from "../ledger/month";

/** Hours that viewers took at a provider today, as it reports them: replaces what was seeded there before. */
export async function seedWatched(
  provider: string,
  hours: number,
  whose: { readonly channelId?: string; readonly tier?: Tier } = {},
): Promise<void> {
  const row = {
    ...({ day: dayOf(Date.now()), streamId: `seeded at ${provider}`, kind: "viewer-ms" } as const),
    ...({ basis: "reported", channelId: "nobody", tier: "free", contentLabel: "other" } as const),
    ...whose,
    ...{ provider, quantity: BigInt(hours) * 3_600_000n, isCounted: true },
  };
  await (await db())
    .insert(usageDays)
    .values(row)
    .onConflictDoUpdate({
      target: [usageDays.streamId, usageDays.kind, usageDays.basis, usageDays.day],
      set: { quantity: row.quantity },
    });
}
