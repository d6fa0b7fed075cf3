import { createTranslator } from "use-intl/core";
import { expect, test } from "vitest";
import { TOKEN_SCOPES } from "../lib/auth/actor";
import { CONTENT_LABELS, ROLES, TIERS, VISIBILITIES } from "../lib/db/schema";
import { APP_ERROR_CODES } from "../lib/errors";
import { FORMAT_LOCALES, LOCALES } from "../lib/i18n/locales";
import { loadMessages, readCatalogue } from "../lib/i18n/messages";
import { HEALTH_CHECKS } from "../lib/wire/doctor/passed-checks";
import {
  BroadcastState,
  EndReason,
  HealthGrade,
  HealthIssueCode,
  StreamNoticeCode,
} from "../lib/wire/stream-state";

/** `["health.title", "Health"]` for each sentence of a catalogue. */
function sentences(node: object, path = ""): [string, string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[path + key, value]] : sentences(value, `${path}${key}.`),
  );
}

/** The arguments of an ICU sentence. Braces at odd depth hold the texts of a plural, not arguments. */
function argumentsOf(sentence: string): string[] {
  const names = new Set<string>();
  let depth = 0;
  for (const [index, character] of [...sentence].entries()) {
    if (character === "}") depth--;
    if (character !== "{") continue;
    if (depth % 2 === 0) names.add(/^\s*(\w+)/.exec(sentence.slice(index + 1))?.[1] ?? "?");
    depth++;
  }
  return [...names].sort();
}

function tagsOf(sentence: string): string[] {
  return [...new Set([...sentence.matchAll(/<\/?(\w+)>/g)].map((match) => match[1] ?? ""))].sort();
}

const catalogues = await Promise.all(
  LOCALES.map(async (locale) => ({ locale, messages: await readCatalogue(locale) })),
);
const english = sentences(await readCatalogue("en"));

test.each(catalogues)("$locale has exactly the keys of English", ({ messages }) => {
  expect(
    sentences(messages)
      .map(([key]) => key)
      .sort(),
  ).toEqual(english.map(([key]) => key).sort());
});

test.each(catalogues)("$locale uses the same arguments and tags as English", ({ messages }) => {
  const own = new Map(sentences(messages));
  for (const [key, sentence] of english) {
    expect([key, argumentsOf(own.get(key) ?? "")]).toEqual([key, argumentsOf(sentence)]);
    expect([key, tagsOf(own.get(key) ?? "")]).toEqual([key, tagsOf(sentence)]);
  }
});

test.each(catalogues)("every sentence of $locale can be formatted", ({ locale, messages }) => {
  const problems: string[] = [];
  const translate = createTranslator({
    locale: FORMAT_LOCALES[locale],
    messages,
    onError: (error) => problems.push(error.message),
  });
  for (const [key, sentence] of sentences(messages)) {
    const values = Object.fromEntries(argumentsOf(sentence).map((name) => [name, 3]));
    const tags = Object.fromEntries(tagsOf(sentence).map((name) => [name, (text: unknown) => text]));
    // Keys come from the catalogue itself.
    expect(translate.rich(key as never, { ...values, ...tags } as never)).not.toBe("");
  }
  expect(problems).toEqual([]);
});

test.each(LOCALES)("what %s is parsed to is plain data, which travels to the browser", async (locale) => {
  const messages = await loadMessages(locale);
  expect(messages.watch).not.toEqual((await readCatalogue(locale)).watch);
  expect(messages).toStrictEqual(JSON.parse(JSON.stringify(messages)));
});

test.each(catalogues)("no sentence of $locale is empty or has stray spaces", ({ messages }) => {
  for (const [key, sentence] of sentences(messages)) expect([key, sentence.trim()]).toEqual([key, sentence]);
});

test.each(catalogues)("$locale has words for everything the product can say", ({ messages }) => {
  const named: [object, readonly string[]][] = [
    [messages.health.issues, HealthIssueCode.options],
    [messages.health.repairs, HealthIssueCode.options],
    [messages.health.checks, HEALTH_CHECKS],
    [messages.health, HealthGrade.options],
    [messages.errors, APP_ERROR_CODES],
    [messages.broadcast, BroadcastState.options],
    [messages.broadcastHint, BroadcastState.options],
    [messages.endReason, EndReason.options],
    [messages.endReasonForOthers, EndReason.options],
    [messages.notices, StreamNoticeCode.options],
    [messages.scopes, TOKEN_SCOPES],
    [messages.roles, ROLES],
    [messages.tiers, TIERS],
    [messages.labels, CONTENT_LABELS],
    [messages.visibility, VISIBILITIES],
  ];
  for (const [catalogue, words] of named)
    expect(Object.keys(catalogue)).toEqual(expect.arrayContaining([...words]));
});
