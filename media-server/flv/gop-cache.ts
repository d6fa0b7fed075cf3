import { retimedVideoTag } from "./flv-tag";

export interface CachedPicture {
  /** The whole tag. */
  readonly bytes: Buffer;
  readonly dtsMs: number;
  readonly ptsMs: number;
}

interface CachedSound {
  readonly bytes: Buffer;
  readonly atMs: number;
}

export interface GopLimits {
  readonly maxBytes: number;
  readonly maxMs: number;
}

const LIMITS: GopLimits = { maxBytes: 16_000_000, maxMs: 12_000 };
/** Sound that may go with a burst: as much as the burst is long, with room. */
const MAX_SOUNDS = 160;

/**
 * Everything since the last key frame, so that a newcomer sees a picture at once. Bounded in bytes and time: past
 * either, newcomers wait for the next key frame.
 */
export class GopCache {
  private pictures: CachedPicture[] = [];
  private sounds: CachedSound[] = [];
  private bytes = 0;

  constructor(private readonly limits: GopLimits = LIMITS) {}

  get isEmpty(): boolean {
    return this.pictures.length === 0;
  }

  addPicture(picture: CachedPicture, isKeyFrame: boolean): void {
    if (isKeyFrame) this.dropPictures();
    else if (this.isEmpty) return;
    this.pictures.push(picture);
    this.bytes += picture.bytes.length;
    const ageMs = picture.dtsMs - (this.pictures[0]?.dtsMs ?? picture.dtsMs);
    if (this.bytes > this.limits.maxBytes || ageMs > this.limits.maxMs) this.dropPictures();
  }

  addSound(sound: CachedSound): void {
    this.sounds.push(sound);
    if (this.sounds.length > MAX_SOUNDS) this.sounds.shift();
  }

  /** Newcomers wait for the next key frame. */
  dropPictures(): void {
    this.pictures = [];
    this.bytes = 0;
  }

  dropSounds(): void {
    this.sounds = [];
  }

  /** The cache as tags to be written in this order, and the time of the first. */
  burst(): { readonly startMs: number; readonly chunks: Buffer[] } {
    const pictures = squeeze(this.pictures);
    const startMs = pictures[0]?.atMs ?? 0;
    const sounds = this.sounds
      .filter(({ atMs }) => atMs >= startMs)
      .map(({ atMs, bytes }) => ({ atMs, chunks: [bytes] }));
    const inOrder = [...sounds, ...pictures].sort((a, b) => a.atMs - b.atMs);
    const chunks = inOrder.flatMap((tag) => tag.chunks);
    return { startMs, chunks };
  }
}

/**
 * Pictures that are past, at 1 ms each: a player decodes them all, shows the newest and is at the live edge, instead of
 * playing what is seconds old. Those that are still to be shown keep their time, and all keep their order.
 */
function squeeze(pictures: readonly CachedPicture[]): { atMs: number; chunks: Buffer[] }[] {
  const liveMs = pictures.at(-1)?.dtsMs ?? 0;
  const past = pictures.filter(({ ptsMs }) => ptsMs < liveMs).sort((a, b) => a.ptsMs - b.ptsMs);
  const shownAt = new Map(past.map((picture, rank) => [picture, liveMs - (past.length - rank)]));
  const ptsOf = (picture: CachedPicture) => shownAt.get(picture) ?? picture.ptsMs;
  const dtsOf = (index: number) => liveMs - (pictures.length - 1 - index);
  // Decoding comes no later than showing.
  const early = Math.max(0, ...pictures.map((picture, index) => dtsOf(index) - ptsOf(picture)));
  return pictures.map((picture, index) => {
    const atMs = dtsOf(index) - early;
    return { atMs, chunks: retimedVideoTag(picture.bytes, atMs, ptsOf(picture) - atMs) };
  });
}
