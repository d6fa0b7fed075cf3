/** The last entry is the one that the nearest proxy saw itself; what stands before it is the client's own word. */
export function addressOf(forwardedFor: string | null | undefined): string {
  return forwardedFor?.split(",").at(-1)?.trim().slice(0, 64) || "unknown";
}
