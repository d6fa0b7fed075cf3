import { type HttpAnswer, httpAnswer } from "../packaging/http-answer";
import { isGet, type MediaRequest } from "../public-routes";
import type { Shot } from "./take-shot";

/** A new one comes every ten seconds. */
const CACHE = "public, max-age=5";
/** Never changes once it is there. */
const KEPT_CACHE = "public, max-age=300, immutable";
/** Small pictures of one stream, whatever the window: about 6 KB each. */
const MAX_TILES = 60;
const TILE = /^shots\/(\d{1,15})\.jpg$/;

interface Pictures {
  readonly poster: HttpAnswer;
  /** By when they were sent, epoch ms, oldest first. */
  readonly tiles: ReadonlyMap<number, HttpAnswer>;
}

interface NewPicture {
  readonly shot: Shot;
  readonly wallMs: number;
  readonly keepMs: number;
}

/** Of each live stream: its newest picture, and small ones of the time that can be gone back to. In memory. */
export class LivePictures {
  private readonly streams = new Map<string, Pictures>();

  /** `keepMs`: how far viewers of the stream can go back. */
  add(streamId: string, { shot, wallMs, keepMs }: NewPicture): void {
    const at = Math.floor(wallMs);
    const before = [...(this.streams.get(streamId)?.tiles ?? [])];
    const kept = before.filter(([tileMs]) => at - tileMs < keepMs).slice(1 - MAX_TILES);
    this.streams.set(streamId, {
      poster: picture(shot.poster, CACHE),
      tiles: new Map([...kept, [at, picture(shot.tile, KEPT_CACHE)]]),
    });
  }

  delete(streamId: string): void {
    this.streams.delete(streamId);
  }

  /** Answers `poster.jpg`, `shots.json` (times of the small ones, epoch ms) and `shots/{time}.jpg` below `/live/{id}/`. */
  readonly serve = ({ id }: { readonly id: string }, asked: MediaRequest): boolean => {
    const pictures = this.streams.get(id);
    const answer = pictures && isGet(asked.request) ? find(pictures, asked.rest) : undefined;
    if (!answer) return false;
    asked.respond(answer);
    return true;
  };
}

function find({ poster, tiles }: Pictures, rest: string): HttpAnswer | undefined {
  if (rest === "poster.jpg") return poster;
  if (rest === "shots.json") {
    const body = Buffer.from(JSON.stringify({ shots: [...tiles.keys()] }));
    return httpAnswer(200, ["content-type", "application/json", "cache-control", CACHE], [body]);
  }
  return tiles.get(Number(TILE.exec(rest)?.[1] ?? Number.NaN));
}

function picture(jpeg: Buffer, cache: string): HttpAnswer {
  return httpAnswer(200, ["content-type", "image/jpeg", "cache-control", cache], [jpeg]);
}
