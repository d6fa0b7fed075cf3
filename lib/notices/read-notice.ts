import { z } from "zod";
import { Advisable } from "../costs/guards/budget";
import { STOCK_GRADES } from "../costs/guards/evaluate-stock";
import type { Notice } from "./notice";

const Money = z.number().nullable();

const Content = z.discriminatedUnion("kind", [
  z.object({
    kind: z.enum(["budget-passed", "budget-cleared"]),
    details: z.object({
      budget: z.string(),
      threshold: z.string(),
      scope: z.enum(["all", "provider", "tier", "channel"]),
      whose: z.string().nullable(),
      measure: z.enum(["spent", "forecast"]),
      atMicros: z.number(),
      spentMicros: Money,
      forecastMicros: Money,
      advice: Advisable.nullable(),
      acts: z.string(),
      maxHeight: z.number().nullable(),
      // Notices of earlier versions say nothing of them.
      endsStreams: z.number().nullable().default(null),
      endsAt: z.iso.datetime().nullable().default(null),
      day: z.string(),
    }),
  }),
  z.object({
    kind: z.literal("stock-changed"),
    details: z.object({
      provider: z.string(),
      whose: z.string(),
      what: z.string(),
      grade: z.enum(STOCK_GRADES),
      used: z.number(),
      limit: z.number(),
      daysLeft: z.number().nullable(),
    }),
  }),
]);

/** A stored row as a notice; null for a kind that this version does not know. Pure. */
export function readNotice(row: {
  readonly id: string;
  readonly kind: string;
  readonly details: unknown;
  readonly readAt: Date | null;
  readonly createdAt: Date;
}): Notice | null {
  const content = Content.safeParse({ kind: row.kind, details: row.details });
  if (!content.success) return null;
  return {
    ...content.data,
    id: row.id,
    createdAt: row.createdAt.getTime(),
    isRead: row.readAt !== null,
  };
}
