import { type HttpAnswer, httpAnswer } from "../packaging/http-answer";
import { isGet, type MediaRequest } from "../public-routes";

/** A new one comes every ten seconds. */
const CACHE = "public, max-age=5";

/** The newest picture of each live stream. */
export class LivePosters {
  private readonly answers = new Map<string, HttpAnswer>();

  set(streamId: string, jpeg: Buffer): void {
    this.answers.set(
      streamId,
      httpAnswer(200, ["content-type", "image/jpeg", "cache-control", CACHE], [jpeg]),
    );
  }

  delete(streamId: string): void {
    this.answers.delete(streamId);
  }

  /** Answers `poster.jpg` below `/live/{id}/`, once there is one. */
  readonly serve = ({ id }: { readonly id: string }, asked: MediaRequest): boolean => {
    const answer = this.answers.get(id);
    if (asked.rest !== "poster.jpg" || !answer || !isGet(asked.request)) return false;
    asked.respond(answer);
    return true;
  };
}
