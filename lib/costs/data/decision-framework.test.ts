import { expect, test } from "vitest";
import { type AdviceInput, advise } from "../advisor/advise";
import { Answers, QUESTIONS } from "../advisor/decision-framework";
import { fromDollars } from "../money";
import { DECISION_FRAMEWORK } from "./seed-decision-framework";

const PROVIDERS: AdviceInput["providers"] = [
  { id: "self-hosted", capabilities: { maxViewers: null } },
  { id: "webrtc-p2p", capabilities: { maxViewers: 8 } },
  { id: "aws-ivs", capabilities: { maxViewers: null } },
  { id: "cloudflare", capabilities: { maxViewers: null } },
];
const ask = (answers: object, providers = PROVIDERS) =>
  advise({ answers: Answers.parse(answers), framework: DECISION_FRAMEWORK, providers });
const yes = (...questions: string[]) => ({
  questions: Object.fromEntries(questions.map((question) => [question, true])),
});

// The framework's rows, each whole.
test.each([
  ["aws-ivs", { ...yes("launch-quickly", "reliability-critical", "rapid-growth"), budgetUsd: 500 }],
  ["cloudflare", yes("cost-first", "good-enough-quality", "global-cdn", "simple-integration")],
  ["self-hosted", { ...yes("devops-skill", "full-control", "custom-features"), budgetUsd: 99 }],
  [
    "webrtc-p2p",
    yes("small-audience", "interactive-content", "minimal-infrastructure", "experimental-spirit"),
  ],
])("%s comes first when all of its row is so", (provider, answers) => {
  const [first, second] = ask(answers);
  expect(first).toMatchObject({ provider, score: 1, isPossible: true, speaksAgainst: [], open: [] });
  expect(first?.speaksFor).toHaveLength(4);
  expect(second?.score).toBeLessThan(1);
});

// And each criterion by itself.
test.each([
  ["aws-ivs", yes("launch-quickly")],
  ["aws-ivs", yes("reliability-critical")],
  ["aws-ivs", yes("rapid-growth")],
  ["aws-ivs", { budgetUsd: 500 }],
  ["cloudflare", yes("cost-first")],
  ["cloudflare", yes("good-enough-quality")],
  ["cloudflare", yes("global-cdn")],
  ["cloudflare", yes("simple-integration")],
  ["self-hosted", yes("devops-skill")],
  ["self-hosted", yes("full-control")],
  ["self-hosted", yes("custom-features")],
  ["self-hosted", { budgetUsd: 99.99 }],
  ["webrtc-p2p", yes("small-audience")],
  ["webrtc-p2p", yes("interactive-content")],
  ["webrtc-p2p", yes("minimal-infrastructure")],
  ["webrtc-p2p", yes("experimental-spirit")],
])("%s comes first when only %j is said", (provider, answers) => {
  const [first, second] = ask(answers);
  expect(first?.provider).toBe(provider);
  expect(first?.score).toBeGreaterThan(second?.score ?? 1);
});

test("every question belongs to somebody's row", () => {
  const asked = DECISION_FRAMEWORK.criteria.flatMap((one) => ("question" in one ? [one.question] : []));
  expect([...asked].sort()).toEqual([...QUESTIONS].sort());
});

test("what is needed and is not so speaks against", () => {
  const on = (provider: string, answers: object) =>
    ask(answers).find((advice) => advice.provider === provider);
  expect(on("aws-ivs", { budgetUsd: 499.99 })).toMatchObject({
    score: -0.25,
    speaksAgainst: [{ type: "budget-at-least", micros: fromDollars(500) }],
  });
  expect(on("self-hosted", { questions: { "devops-skill": false } })?.speaksAgainst).toEqual([
    { type: "answered", question: "devops-skill", answer: false },
  ]);
  expect(on("self-hosted", { budgetUsd: 100 })).toMatchObject({ score: 0, speaksAgainst: [] });
  expect(on("cloudflare", { questions: { "global-cdn": false } })).toMatchObject({ score: 0 });
});

test("an audience that peers can't carry puts them last, one that they can speaks for them", () => {
  const many = ask({ ...yes("interactive-content", "experimental-spirit"), viewers: 9 });
  expect(many.at(-1)).toMatchObject({ provider: "webrtc-p2p", isPossible: false });
  expect(many.at(-1)?.speaksAgainst).toContainEqual({ type: "too-many-viewers", most: 8 });
  expect(ask({ viewers: 8 })[0]).toMatchObject({ provider: "webrtc-p2p", isPossible: true, score: 0.25 });
});

test("a cost above the budget speaks against, an unknown one does not", () => {
  const providers = PROVIDERS.map((provider) => ({
    ...provider,
    costMicros: provider.id === "cloudflare" ? fromDollars(60) : null,
  }));
  const advice = ask({ budgetUsd: 50 }, providers);
  expect(advice.find(({ provider }) => provider === "cloudflare")?.speaksAgainst).toEqual([
    { type: "over-budget", costMicros: fromDollars(60), budgetMicros: fromDollars(50) },
  ]);
  expect(advice[0]?.provider).toBe("self-hosted");
});

test("without any answer all are equal, in the order given, and everything is open", () => {
  const advice = ask({});
  expect(advice.map(({ provider, score }) => [provider, score])).toEqual(PROVIDERS.map(({ id }) => [id, 0]));
  expect(advice.flatMap(({ open }) => open)).toHaveLength(16);
});
