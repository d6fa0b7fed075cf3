import { passes } from "./passes";

/**
 * How full something is that is bought ahead or limited: room for recordings, channels, places. `low`: tell. `critical`:
 * new streams had better go elsewhere. `out`: the service refuses them.
 */
export const STOCK_GRADES = ["enough", "low", "critical", "out"] as const;
export type StockGrade = (typeof STOCK_GRADES)[number];

/** Shares of the limit from which each grade holds. */
export const STOCK_FROM: Record<Exclude<StockGrade, "enough">, number> = { low: 0.8, critical: 0.95, out: 1 };

export interface Stock {
  /** In any one unit; null: unknown. */
  readonly used: number | null;
  /** Null: no limit. */
  readonly limit: number | null;
  /** What is added on a usual day; null: unknown. Below or at zero it never runs out. */
  readonly perDay: number | null;
}

export interface StockVerdict {
  /** Null: unknown, and was never known. */
  readonly grade: StockGrade | null;
  readonly share: number | null;
  /** Days until it is full; 0 when it is, null when nobody can say or it never is. */
  readonly daysLeft: number | null;
  /** Whether new streams had better go to another provider. */
  readonly isDemoted: boolean;
  /** Whether none can begin there. */
  readonly isRefused: boolean;
}

/**
 * How full it is now. A grade is left only when the share is a twentieth below where it begins; but `out` is left as soon as there is
 * room again, since the service takes streams then. While it is unknown, it stays as it was. Pure.
 */
export function evaluateStock({ used, limit, perDay }: Stock, before: StockGrade | null): StockVerdict {
  if (used === null) return verdict(before, null, null);
  if (limit === null) return verdict("enough", null, null);
  const share = limit > 0 ? used / limit : 1;
  const left = Math.max(0, limit - used);
  const daysLeft = left === 0 ? 0 : perDay !== null && perDay > 0 ? left / perDay : null;
  return verdict(gradeOf(share, before), share, daysLeft);
}

function gradeOf(share: number, before: StockGrade | null): StockGrade {
  const rank = STOCK_GRADES.indexOf(before ?? "enough");
  if (share >= STOCK_FROM.out) return "out";
  if (passes(share, STOCK_FROM.critical, rank >= STOCK_GRADES.indexOf("critical"))) return "critical";
  return passes(share, STOCK_FROM.low, rank >= STOCK_GRADES.indexOf("low")) ? "low" : "enough";
}

function verdict(grade: StockGrade | null, share: number | null, daysLeft: number | null): StockVerdict {
  return {
    grade,
    share,
    daysLeft,
    isDemoted: grade === "critical" || grade === "out",
    isRefused: grade === "out",
  };
}
