const MAX_NAMES = 5_000;

export interface StreamNames {
  learn(inputId: string, streamId: string): void;
  forget(inputId: string): void;
  /** Our stream's id; null for an input that is not ours. */
  find(inputId: string): Promise<string | null>;
}

/** Webhooks name inputs only. Remembers what was found, so that each costs one call of the budget at most. */
export function createStreamNames(ask: (inputId: string) => Promise<string | null>): StreamNames {
  const known = new Map<string, string | null>();
  const learn = (inputId: string, streamId: string | null) => {
    if (known.size >= MAX_NAMES) known.clear();
    known.set(inputId, streamId);
  };
  return {
    learn,
    forget: (inputId) => void known.delete(inputId),
    find: async (inputId) => {
      const name = known.get(inputId);
      if (name !== undefined) return name;
      const found = await ask(inputId);
      learn(inputId, found);
      return found;
    },
  };
}
