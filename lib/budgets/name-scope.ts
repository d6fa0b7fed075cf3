import "server-only";
import { eq } from "drizzle-orm";
import type { BudgetScope } from "../costs/guards/budget";
import { db } from "../db/client";
import { channels, users } from "../db/schema";
import { describeProviderId } from "../providers/get-provider";

/** Whose spend it is, as people know them; a tier by its id; null for everybody's. */
export async function nameScope(scope: BudgetScope): Promise<string | null> {
  switch (scope.kind) {
    case "all":
      return null;
    case "provider":
      return describeProviderId(scope.provider).label;
    case "tier":
      return scope.tier;
    case "channel": {
      const [owner] = await (await db())
        .select({ name: users.name })
        .from(channels)
        .innerJoin(users, eq(users.id, channels.userId))
        .where(eq(channels.id, scope.channelId));
      return owner?.name ?? scope.channelId;
    }
  }
}
