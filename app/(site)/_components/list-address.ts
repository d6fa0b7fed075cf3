interface ListState {
  readonly q?: string;
  readonly label?: string | null;
  readonly before?: string | null;
}

/** The address of a list as it stands; what is empty is left out. */
export function listAddress(path: string, { q, label, before }: ListState): string {
  const query = new URLSearchParams();
  if (q) query.set("q", q);
  if (label) query.set("label", label);
  if (before) query.set("before", before);
  return query.size > 0 ? `${path}?${query}` : path;
}
