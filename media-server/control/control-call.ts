/** What a control call is answered with; the body becomes JSON. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
}

/** What a call's body says; null when it isn't what the schema wants. */
export function parse<T>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  body: string,
): T | null {
  try {
    const result = schema.safeParse(JSON.parse(body));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
