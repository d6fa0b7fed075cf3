import { AppError } from "../errors";

const MAX_PER_USER = 12;

interface OpenStreams {
  readonly byUser: Map<string, Set<AbortController>>;
  isClosing: boolean;
}
const holder: { __liveEventStreams?: OpenStreams } & typeof globalThis = globalThis;

function state(): OpenStreams {
  holder.__liveEventStreams ??= { byUser: new Map(), isClosing: false };
  return holder.__liveEventStreams;
}

/** Counts one dashboard connection until its controller aborts. Throws `rate-limited` past 12 of one user. */
export function registerEventStream(userId: string): AbortController {
  const { byUser, isClosing } = state();
  if (isClosing) throw new AppError("unavailable", "shutting down");
  const mine = byUser.get(userId) ?? new Set();
  if (mine.size >= MAX_PER_USER) throw new AppError("rate-limited", "too many open event streams");
  const controller = new AbortController();
  byUser.set(userId, mine.add(controller));
  controller.signal.addEventListener("abort", () => {
    mine.delete(controller);
    if (mine.size === 0) byUser.delete(userId);
  });
  return controller;
}

/** Of everybody. */
export function countEventStreams(): number {
  return [...state().byUser.values()].reduce((sum, controllers) => sum + controllers.size, 0);
}

/** At the end of the process: an open response would keep the server from closing for 10 s and more. */
export function closeEventStreams(): void {
  const open = state();
  open.isClosing = true;
  for (const controllers of [...open.byUser.values()]) {
    for (const controller of [...controllers]) controller.abort();
  }
}
