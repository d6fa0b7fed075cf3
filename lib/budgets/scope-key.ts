import type { BudgetScope } from "../costs/guards/budget";

/** One text per scope, for maps. Pure. */
export function scopeKey(scope: BudgetScope): string {
  return JSON.stringify([scope.kind, scopeId(scope)]);
}

/** Whose spend it is: a provider's id, a tier, a channel's id; null for everybody's. Pure. */
export function scopeId(scope: BudgetScope): string | null {
  switch (scope.kind) {
    case "all":
      return null;
    case "provider":
      return scope.provider;
    case "tier":
      return scope.tier;
    case "channel":
      return scope.channelId;
  }
}
