import type { ProviderId } from "../../providers/contract";
import type { UsageBasis } from "../../usage/usage-kinds";
import type { MicroDollars } from "../money";
import type { Confidence, PriceItem, Quality, Region } from "../price-book/price-book";
import type { MeteredKind } from "../price-book/price-units";

export interface KnownQuantity {
  /** In the unit that the kind names. */
  readonly quantity: bigint;
  readonly basis: UsageBasis;
}

/** What was taken. Absent and null are unknown; who knows that nothing was taken says `0n`. */
export type UsageQuantities = Readonly<Partial<Record<MeteredKind, KnownQuantity | null>>>;

/** A part of what viewers took; null where nobody tells. Weights are relative: viewer time, or a share. */
export interface Delivered {
  readonly quality: Quality | null;
  readonly region: Region | null;
  readonly weight: number;
}

export interface PriceContext {
  /** 28 to 31: what is stored is counted by day and billed by month. */
  readonly daysInMonth: number;
  /**
   * `month`: all that an account takes in a month, with servers and prepaid room in full.
   * `share`: a part of it, as of one stream; prepaid room at its rate, servers by use.
   */
  readonly scope: "share" | "month";
  /** Which plan of the provider; the first when absent. */
  readonly plan?: string;
  /** The service's own name of the kind of channel; null is unknown. */
  readonly channelType?: string | null;
  /** How what viewers took divides; empty is unknown. */
  readonly delivered?: readonly Delivered[];
  /** What the account took this month before this, by pool (`poolOf`), in base units; absent: nothing, or nobody knows. */
  readonly soFar?: Readonly<Record<string, bigint>>;
  /** For `share`: this part's and everything's use of the servers in the month, in any one unit; absent: unknown. */
  readonly serverUse?: { readonly own: bigint; readonly all: bigint };
  /** How many servers the account rents; 1 when absent. */
  readonly servers?: number;
  /** For `month`: whole units that are bought ahead already; absent: as many as are needed. */
  readonly prepaidUnits?: number;
}

export type Assumable = "region" | "quality" | "channelType";

/** Why a line says what it says, as data; pages turn it into a sentence. */
export type CostReason =
  /** Nobody told how much it was. */
  | { readonly type: "quantity-unknown"; readonly kind: MeteredKind }
  /** The price depends on what nobody told, and the plan takes nothing for granted. */
  | { readonly type: "price-depends-on"; readonly what: Assumable }
  /** The book has no price for this. */
  | {
      readonly type: "no-price-for";
      readonly region: Region | null;
      readonly quality: Quality | null;
      readonly channelType: string | null;
    }
  /** How much this used the server, or everything did, is unknown. */
  | { readonly type: "server-use-unknown" }
  | { readonly type: "assumed"; readonly what: Assumable; readonly value: string }
  /** Costs nothing at this provider. */
  | { readonly type: "not-billed" }
  /** All of it lies in what is free each month. */
  | { readonly type: "within-free-allowance" }
  /** Part of it lies above the first tier. */
  | { readonly type: "volume-tier"; readonly usdPerUnit: number }
  /** Room is bought ahead in whole units; this is what the part takes of it. */
  | { readonly type: "share-of-prepaid" }
  | { readonly type: "prepaid-units"; readonly units: number }
  | { readonly type: "servers"; readonly servers: number; readonly usdPerServer: number }
  | { readonly type: "share-of-server"; readonly percent: number; readonly usdPerServer: number }
  /** The price itself is not certain. */
  | { readonly type: "uncertain-price"; readonly confidence: Confidence; readonly asOf: string | null };

/** What is counted; `months` of servers are not usage. */
export type BaseUnit = "ms" | "bytes" | "ms-days" | "byte-days" | "requests" | "months";

/** Plain JSON: quantities are whole numbers as text, since they may be past 2^53. */
export interface CostLine {
  readonly item: PriceItem;
  /** The entry of the book; null where none fits. */
  readonly entry: string | null;
  readonly pool: string | null;
  /** Null is unknown, or no whole number, as a share of a server's month. */
  readonly quantity: string | null;
  readonly unit: BaseUnit;
  /** Null is unknown, never 0. */
  readonly amountMicros: MicroDollars | null;
  /** How the quantity is known; `estimated` also where the price rests on what was taken for granted. */
  readonly basis: UsageBasis | null;
  readonly why: readonly CostReason[];
}

export interface PricedUsage {
  readonly provider: ProviderId;
  /** Null: the book knows no prices for this provider. */
  readonly plan: string | null;
  readonly lines: readonly CostLine[];
  /** Of the lines that are known: at least this much where something is unknown. Null where nothing is known. */
  readonly totalMicros: MicroDollars | null;
  /** Items that cost something unknown; empty: the total is whole. */
  readonly unknown: readonly { readonly item: PriceItem | null; readonly why: CostReason | null }[];
}
