/** What stays keeps its place, what is new comes after it: a list that is looked at doesn't jump. */
export function settleOrder<Item extends { readonly streamId: string }>(
  before: readonly Item[],
  after: readonly Item[],
): readonly Item[] {
  const byId = new Map(after.map((item) => [item.streamId, item]));
  const kept = before.flatMap(({ streamId }) => byId.get(streamId) ?? []);
  const known = new Set(kept.map(({ streamId }) => streamId));
  return [...kept, ...after.filter(({ streamId }) => !known.has(streamId))];
}
