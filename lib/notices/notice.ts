import type { Advisable, BudgetScope, GuardAction, Threshold } from "../costs/guards/budget";

/** What the ways out of the product are called. */
export const WAYS = ["mail", "webhook"] as const;
export type Way = (typeof WAYS)[number];

/** A budget's threshold was passed, or its figure fell well below it again. Plain JSON; money in micro-dollars. */
export interface BudgetDetails {
  readonly budget: string;
  readonly threshold: string;
  readonly scope: BudgetScope["kind"];
  /** Whose spend it is, as people know it: a provider's name, a tier, a creator's name; null for everybody's. */
  readonly whose: string | null;
  readonly measure: Threshold["measure"];
  readonly atMicros: number;
  readonly spentMicros: number | null;
  readonly forecastMicros: number | null;
  readonly advice: Advisable | null;
  /** What it does, as far as an admin has allowed it: types of `GuardAction`, separated by commas; empty: nothing. */
  readonly acts: string;
  /** Of `cap-ladder`, in lines. */
  readonly maxHeight: number | null;
  /** Of `end-streams`: how many were on air when it was passed, which it will end; null: it ends none. */
  readonly endsStreams: number | null;
  /** Of `end-streams`: from when on, in ISO 8601. */
  readonly endsAt: string | null;
  /** In UTC, e.g. `2026-11-17`. */
  readonly day: string;
}

/** Prepaid room or a quota of a provider fills up, or is free again. */
export interface StockDetails {
  readonly provider: string;
  readonly whose: string;
  /** As the provider calls it. */
  readonly what: string;
  readonly grade: "enough" | "low" | "critical" | "out";
  readonly used: number;
  readonly limit: number;
  /** Until it is full; null when nobody can say. */
  readonly daysLeft: number | null;
}

export type NoticeContent =
  | { readonly kind: "budget-passed" | "budget-cleared"; readonly details: BudgetDetails }
  | { readonly kind: "stock-changed"; readonly details: StockDetails };

export type Notice = NoticeContent & {
  readonly id: string;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly isRead: boolean;
};

/** The actions that a notice names. Pure. */
export function actsOf({ acts }: Pick<BudgetDetails, "acts">): readonly string[] {
  return acts === "" ? [] : acts.split(",");
}

/** What an admin has allowed a threshold to do. Pure. */
export function allowedActions({ mayAct, actions }: Threshold): readonly GuardAction[] {
  return mayAct ? actions : [];
}
