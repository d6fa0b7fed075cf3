import { httpAnswer } from "../packaging/http-answer";
import { isGet, type MediaRequest } from "../public-routes";

const RENEWED = httpAnswer(204, ["cache-control", "no-store"], []);

/**
 * `GET …/~{token}/renewal`: a viewer of a standing connection brings a newer token, which was taken note of when it was
 * admitted. Answers 204.
 */
export function serveRenewal(_source: unknown, { rest, request, respond }: MediaRequest): boolean {
  if (rest !== "renewal" || !isGet(request)) return false;
  respond(RENEWED);
  return true;
}
