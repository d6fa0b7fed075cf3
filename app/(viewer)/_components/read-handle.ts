/** The handle in an address's first segment, `@name`; null for anything else at the root of the site. */
export function readHandle(segment: string): string | null {
  return /^@([A-Za-z0-9_-]{1,64})$/.exec(safeDecode(segment))?.[1] ?? null;
}

/** Next hands the segment over as it stands in the address: `%40name` or `@name`. */
function safeDecode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return "";
  }
}
