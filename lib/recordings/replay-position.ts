import { ID_PATTERN } from "../wire/limits";

/** Where a page of replays ended. */
export interface ReplayPosition {
  /** Epoch ms. */
  readonly startedAt: number;
  readonly id: string;
}

/** `1700000000000.stream-id`; null for a stream that has no place in the list. */
export function writePosition(row: { readonly startedAt: Date | null; readonly id: string }): string | null {
  return row.startedAt && `${row.startedAt.getTime()}.${row.id}`;
}

/** Null for anything that `writePosition` did not write. */
export function readPosition(text: string | null): ReplayPosition | null {
  const [, startedAt, id = ""] = /^(\d{1,14})\.([^.]{1,64})$/.exec(text ?? "") ?? [];
  return startedAt && ID_PATTERN.test(id) ? { startedAt: Number(startedAt), id } : null;
}
