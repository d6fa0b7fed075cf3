import type { Budget, BudgetScope, GuardAction, Threshold } from "@/lib/costs/guards/budget";

/** A threshold as its fields hold it. */
export interface ThresholdDraft {
  readonly id: string;
  /** As typed. */
  readonly dollars: string;
  readonly measure: Threshold["measure"];
  readonly advice: NonNullable<Threshold["advice"]> | "none";
  readonly demotes: boolean;
  /** Lines; empty: no cap. */
  readonly cap: string;
  readonly refuses: boolean;
  /** The hard cap, and whether the admin has said that it is meant. */
  readonly ends: boolean;
  readonly endsConfirmed: boolean;
  /** Kept as they are, though no field shows them. */
  readonly others: readonly GuardAction[];
  readonly mayAct: boolean;
}

export interface BudgetDraft {
  readonly id: string;
  /** `kind` or `kind:id`. */
  readonly scope: string;
  readonly thresholds: readonly ThresholdDraft[];
}

/** What the server takes; amounts in micro-dollars. */
export interface BudgetInput {
  readonly id: string;
  readonly scope: BudgetScope;
  readonly thresholds: {
    id: string;
    atMicros: number;
    measure: Threshold["measure"];
    advice: Threshold["advice"];
    actions: GuardAction[];
    mayAct: boolean;
  }[];
}

const MOST_DOLLARS = 1e9;

export function newThreshold(id: string): ThresholdDraft {
  return {
    ...{ id, dollars: "", measure: "spent", advice: "none", cap: "", others: [] },
    ...{ demotes: false, refuses: false, ends: false, endsConfirmed: false, mayAct: false },
  };
}

export function toDraft({ id, scope, thresholds }: Budget): BudgetDraft {
  return {
    id,
    scope: scopeText(scope),
    thresholds: thresholds.map(({ id: threshold, atMicros, measure, advice, actions, mayAct }) => ({
      ...{ id: threshold, dollars: String(atMicros / 1e6), measure, advice: advice ?? "none", mayAct },
      demotes: actions.some(({ type }) => type === "demote"),
      refuses: actions.some(({ type }) => type === "refuse-streams"),
      ...hardCap(actions.some(({ type }) => type === "end-streams")),
      cap: actions.flatMap((one) => (one.type === "cap-ladder" ? [String(one.maxHeight)] : []))[0] ?? "",
      others: actions.filter(({ type }) => type === "refuse-hand-offs"),
    })),
  };
}

/** One that was saved has been confirmed. */
const hardCap = (ends: boolean) => ({ ends, endsConfirmed: ends });

/** What keeps a hard cap from being saved. Pure. */
export function hardCapProblem(draft: ThresholdDraft): "hardCapForecast" | "hardCapUnconfirmed" | null {
  if (!draft.ends) return null;
  if (draft.measure === "forecast") return "hardCapForecast";
  return draft.endsConfirmed ? null : "hardCapUnconfirmed";
}

/** The draft as a budget, smallest amount first; or the ids of thresholds that can't be saved like this. Pure. */
export function fromDraft(draft: BudgetDraft): BudgetInput | { readonly wrong: readonly string[] } {
  const thresholds = draft.thresholds.map((one) => ({ one, atMicros: toMicrosOrNull(one.dollars) }));
  const wrong = thresholds.flatMap(({ one, atMicros }) =>
    atMicros === null || hardCapProblem(one) ? [one.id] : [],
  );
  if (wrong.length > 0) return { wrong };
  return {
    id: draft.id,
    scope: readScope(draft.scope),
    thresholds: thresholds
      .map(({ one, atMicros }) => ({
        ...{ id: one.id, atMicros: atMicros ?? 0, measure: one.measure, mayAct: one.mayAct },
        advice: one.advice === "none" ? null : one.advice,
        actions: [
          ...(one.demotes ? [{ type: "demote" as const }] : []),
          ...(one.cap === "" ? [] : [{ type: "cap-ladder" as const, maxHeight: Number(one.cap) }]),
          ...(one.refuses ? [{ type: "refuse-streams" as const }] : []),
          ...(one.ends ? [{ type: "end-streams" as const }] : []),
          ...one.others,
        ],
      }))
      .sort((a, b) => a.atMicros - b.atMicros),
  };
}

/** Both `1200.50` and `1200,50`; cents at the least. Pure. */
export function toMicrosOrNull(text: string): number | null {
  const dollars = Number(text.trim().replace(",", "."));
  if (text.trim() === "" || !Number.isFinite(dollars) || dollars > MOST_DOLLARS) return null;
  const micros = Math.round(dollars * 100) * 10_000;
  return micros > 0 ? micros : null;
}

export function scopeText(scope: BudgetScope): string {
  switch (scope.kind) {
    case "all":
      return "all";
    case "provider":
      return `provider:${scope.provider}`;
    case "tier":
      return `tier:${scope.tier}`;
    case "channel":
      return `channel:${scope.channelId}`;
  }
}

function readScope(text: string): BudgetScope {
  const [kind, ...rest] = text.split(":");
  const id = rest.join(":");
  if (kind === "provider") return { kind, provider: id };
  if (kind === "tier") return { kind, tier: id };
  if (kind === "channel") return { kind, channelId: id };
  return { kind: "all" };
}
