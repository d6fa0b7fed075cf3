import compile from "icu-minify/compile";
import format, { type FormatValues } from "icu-minify/format";
import { FORMAT_LOCALES, type Locale } from "../i18n/locales";
import { type Messages, readCatalogue } from "../i18n/messages";
import { actsOf, type BudgetDetails, type NoticeContent, type StockDetails } from "./notice";

/** A notice in words: what happened, what it means, what to do. */
export interface NoticeWords {
  readonly title: string;
  readonly body: string;
  /** The page on which something can be done about it. */
  readonly href: "/admin/routing" | "/admin/budgets" | "/admin/costs" | "/admin/providers";
}

type Alerts = Messages["alerts"];
type Say = (key: keyof Alerts, values?: FormatValues<string>) => string;

const FORMATTERS = {
  getDateTimeFormat: (...given: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
    new Intl.DateTimeFormat(...given),
  getNumberFormat: (...given: ConstructorParameters<typeof Intl.NumberFormat>) =>
    new Intl.NumberFormat(...given),
  getPluralRules: (...given: ConstructorParameters<typeof Intl.PluralRules>) =>
    new Intl.PluralRules(...given),
};

/** The same in pages, mails and webhooks; parsed here, since mails are not rendered. */
export async function describeNotice(notice: NoticeContent, locale: Locale): Promise<NoticeWords> {
  const { alerts } = await readCatalogue(locale);
  const say: Say = (key, values) =>
    String(
      format<string>(compile(alerts[key]), FORMAT_LOCALES[locale], values, {
        timeZone: "UTC",
        formatters: FORMATTERS,
      }),
    );
  return notice.kind === "stock-changed"
    ? describeStock(notice.details, say)
    : describeBudget(notice.kind === "budget-passed", notice.details, say, moneyIn(locale));
}

function describeBudget(
  isPassed: boolean,
  details: BudgetDetails,
  say: Say,
  money: (micros: number) => string,
): NoticeWords {
  const { scope, whose, measure, atMicros, spentMicros, forecastMicros, advice, day } = details;
  const compared = measure === "forecast" ? (forecastMicros ?? spentMicros) : spentMicros;
  const values = {
    whose: say(`of-${scope}`, { whose: whose ?? "" }),
    value: compared === null ? say("unknown") : money(compared),
    at: money(atMicros),
    day: new Date(`${day}T12:00:00Z`),
  };
  const acts = toldActs(details);
  const sentences = isPassed
    ? [
        say(measure === "forecast" ? "passed-forecast" : "passed-spent", values),
        ...(measure === "spent" && forecastMicros !== null
          ? [say("pace", { forecast: money(forecastMicros) })]
          : []),
        ...(advice === null ? [] : [say(advice)]),
        ...(acts.length > 0 ? acts.map((act) => say(`act-${act}`, valuesOf(details))) : [say("act-none")]),
      ]
    : [say("cleared", values), ...(acts.length > 0 ? [say("act-over")] : [])];
  return {
    title: say(isPassed ? "title-passed" : "title-cleared", values),
    body: sentences.join(" "),
    href: pageFor(acts, advice),
  };
}

const ACTS = ["demote", "cap-ladder", "refuse-hand-offs", "refuse-streams", "end-streams"] as const;

type Act = (typeof ACTS)[number];

/** Where no stream can start, and those on air end, it does not matter what else would become of them. */
function toldActs(details: BudgetDetails): readonly Act[] {
  const acts = actsOf(details).flatMap((act) => ACTS.find((one) => one === act) ?? []);
  return acts.includes("end-streams") ? ["end-streams"] : acts;
}

function pageFor(acts: readonly Act[], advice: BudgetDetails["advice"]): NoticeWords["href"] {
  if (acts.includes("end-streams")) return "/admin/budgets";
  return advice !== null || acts.length > 0 ? "/admin/routing" : "/admin/costs";
}

function valuesOf({ maxHeight, endsStreams, endsAt, day }: BudgetDetails) {
  return {
    height: String(maxHeight ?? 0),
    count: endsStreams ?? 0,
    endsAt: new Date(endsAt ?? `${day}T12:00:00Z`),
  };
}

function describeStock({ whose, what, grade, used, limit, daysLeft }: StockDetails, say: Say): NoticeWords {
  const values = { whose, what, used, limit, percent: limit > 0 ? used / limit : 1 };
  const days = daysLeft === null ? [] : [say("stock-days", { days: Math.floor(daysLeft) })];
  return {
    title: say("title-stock", values),
    body: [say(`stock-${grade}`, values), ...(grade === "low" || grade === "critical" ? days : [])].join(" "),
    href: "/admin/providers",
  };
}

/** Whole dollars from a hundred on, as people speak of them. */
function moneyIn(locale: Locale): (micros: number) => string {
  return (micros) => {
    const digits = Math.abs(micros) >= 100e6 ? 0 : 2;
    return new Intl.NumberFormat(FORMAT_LOCALES[locale], {
      ...{ style: "currency", currency: "USD", currencyDisplay: "narrowSymbol" },
      ...{ minimumFractionDigits: digits, maximumFractionDigits: digits },
    }).format(micros / 1e6);
  };
}
