const WATCHES_FOR_MS = 10_000;

/** Who fetched a playlist lately, by subject: what the service counts, too, is requests, not people. */
export function createViewers(now: () => number) {
  const seen = new Map<string, Map<string, number>>();
  return {
    note(subject: string, viewer: string): void {
      const viewers = seen.get(subject) ?? new Map<string, number>();
      viewers.set(viewer, now());
      seen.set(subject, viewers);
    },
    count(subject: string): number {
      const viewers = seen.get(subject);
      for (const [viewer, at] of viewers ?? []) if (now() - at > WATCHES_FOR_MS) viewers?.delete(viewer);
      return viewers?.size ?? 0;
    },
  };
}
export type Viewers = ReturnType<typeof createViewers>;
