import "server-only";
import { env } from "../env";
import { getWatchByHandle, getWatchByStream } from "../streams/get-watch";
import type { WatchView } from "../streams/stream";
import { embedFrame } from "../wire/embed-frame";
import { EMBED_SUBJECT, findEmbeddable } from "./find-embeddable";

export interface OembedWish {
  /** Of one of our watch or embed pages. */
  readonly url: string;
  readonly maxWidth: number;
  readonly maxHeight: number;
}

/** What other sites show of a link (oEmbed 1.0 §2.3.4). */
export interface Oembed {
  readonly version: "1.0";
  /** `link` where the creator lets no site show the player. */
  readonly type: "video" | "link";
  readonly title: string;
  readonly author_name: string;
  readonly author_url: string;
  readonly provider_name: string;
  readonly provider_url: string;
  readonly cache_age: number;
  readonly width?: number;
  readonly height?: number;
  readonly html?: string;
}

const NOBODY = { actor: null, browserId: null, invitation: null };
const CACHE_SEC = 300;
const RATIO = 16 / 9;

/** Describes a public address of ours. `private`: it is nobody's without an invitation. */
export async function describeOembed(wish: OembedWish): Promise<Oembed | "not-found" | "private"> {
  const subject = subjectOf(wish.url);
  const embeddable = subject && (await findEmbeddable(subject));
  if (!subject || !embeddable) return "not-found";
  if (embeddable.isPrivate) return "private";
  const view = await viewOf(subject);
  if (!view || "refused" in view) return "not-found";
  return {
    ...about(view),
    ...(embeddable.origins.length > 0 ? frame(subject, view, wish) : { type: "link" }),
  };
}

/** Only addresses of this very site. */
function subjectOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { origin, pathname } = new URL(address);
  if (origin !== new URL(env().PUBLIC_URL).origin) return null;
  const found = /^\/(?:(?:watch|embed)\/([^/]+)|(@[^/]+)|embed\/(@[^/]+))\/?$/.exec(
    pathname.replaceAll("%40", "@"),
  );
  const subject = found?.[1] ?? found?.[2] ?? found?.[3] ?? "";
  return EMBED_SUBJECT.test(subject) ? subject : null;
}

function viewOf(subject: string) {
  return subject.startsWith("@") ? getWatchByHandle(subject.slice(1)) : getWatchByStream(subject, NOBODY);
}

function about({ channel, current }: WatchView) {
  const { PUBLIC_URL } = env();
  return {
    version: "1.0",
    title: current?.title || channel.creatorName,
    author_name: channel.creatorName,
    author_url: `${PUBLIC_URL}/@${channel.handle}`,
    provider_name: "Ann Pale Live",
    provider_url: PUBLIC_URL,
    cache_age: CACHE_SEC,
  } as const;
}

function frame(subject: string, { channel, current }: WatchView, { maxWidth, maxHeight }: OembedWish) {
  const width = Math.min(maxWidth, Math.round(maxHeight * RATIO));
  const height = Math.round(width / RATIO);
  const title = current?.title || channel.creatorName;
  const html = embedFrame({ url: `${env().PUBLIC_URL}/embed/${subject}`, title, size: { width, height } });
  return { type: "video", width, height, html } as const;
}
