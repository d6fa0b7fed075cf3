import { env } from "../env";

/** `ws(s)://…/watch` of the media server, without its query. */
export function presenceUrl(): string {
  return `${env().MEDIA_PUBLIC_URL.replace(/^http/, "ws")}/watch`;
}
