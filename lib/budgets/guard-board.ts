import "server-only";
import type { Budget } from "../costs/guards/budget";
import type { GuardState } from "../costs/guards/evaluate-budget";
import { listen } from "../db/client";
import { BUDGETS_CHANGED, readBudgets } from "./stored-budgets";
import { readGuardStates } from "./stored-states";
import { type KeptStock, readStocks, stocksMayAct } from "./stored-stocks";

/** News may be lost while the database is away, in ms. */
const READ_AGAIN_MS = 10_000;

/** What budgets there are, and what of them is passed. */
export interface GuardBoard {
  readonly budgets: readonly Budget[];
  readonly states: readonly GuardState[];
  readonly stocks: readonly KeptStock[];
  readonly stocksMayAct: boolean;
}

interface Kept {
  board: Promise<GuardBoard> | null;
  /** Epoch ms. */
  readAt: number;
  stop: () => Promise<void>;
}
const holder: { __liveGuards?: Promise<Kept> | undefined } & typeof globalThis = globalThis;

/** Kept by this process until any process changes it: each new stream asks. */
export async function readGuardBoard(): Promise<GuardBoard> {
  holder.__liveGuards ??= follow();
  const kept = await holder.__liveGuards.catch((error: unknown) => {
    holder.__liveGuards = undefined;
    throw error;
  });
  if (kept.board && Date.now() - kept.readAt < READ_AGAIN_MS) return kept.board;
  const board = read();
  kept.board = board;
  kept.readAt = Date.now();
  return board.catch((error: unknown) => {
    if (kept.board === board) kept.board = null;
    throw error;
  });
}

/** Listens before it reads, so that no change falls in between. */
async function follow(): Promise<Kept> {
  const kept: Kept = { board: null, readAt: 0, stop: async () => {} };
  kept.stop = await listen(BUDGETS_CHANGED, () => {
    kept.board = null;
  });
  return kept;
}

async function read(): Promise<GuardBoard> {
  return {
    budgets: await readBudgets(),
    states: await readGuardStates(),
    stocks: await readStocks(),
    stocksMayAct: await stocksMayAct(),
  };
}

/** Whoever changed something here reads it at once; other processes hear of it. */
export async function forgetKeptGuards(): Promise<void> {
  const kept = await holder.__liveGuards;
  if (kept) kept.board = null;
}

/** For tests, whose databases come and go. */
export async function forgetGuardBoard(): Promise<void> {
  const kept = await holder.__liveGuards;
  holder.__liveGuards = undefined;
  await kept?.stop();
}
