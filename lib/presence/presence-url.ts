/** `ws(s)://…/watch` of the media server, without its query. */
export function presenceUrl(): string {
  throw new Error("being built");
}
