interface EmbedFrame {
  /** Of the embed page. */
  readonly url: string;
  readonly title: string;
  /** Pixels; without, as wide as there is room, 16:9. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** What a page may do in its frame: what the player's own buttons do. */
const ALLOW = "autoplay; fullscreen; picture-in-picture; encrypted-media";

/** The HTML that shows a stream on another site. */
export function embedFrame({ url, title, size }: EmbedFrame): string {
  const measures = size
    ? ` width="${size.width}" height="${size.height}" style="border:0"`
    : ' style="width:100%;aspect-ratio:16/9;border:0"';
  return `<iframe src="${escaped(url)}" title="${escaped(title)}"${measures} loading="lazy" allow="${ALLOW}" allowfullscreen></iframe>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
