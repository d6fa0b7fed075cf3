import { z } from "zod";
import { APP_ERRORS, AppError } from "../errors";
import { toAppError } from "../to-app-error";

/** RFC 9457. `code` is stable; `detail` is for people. */
export const Problem = z
  .object({
    type: z.literal("about:blank"),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof Problem>;

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  413: "Content Too Large",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

/** Anything thrown as `application/problem+json`. Unknown errors say nothing of themselves. */
export function problemResponse(error: unknown, where: string): Response {
  const known = toAppError(error, where);
  const fields = Object.entries(known.fieldErrors ?? {});
  const problem: Problem = {
    type: "about:blank",
    title: TITLES[known.status] ?? "Error",
    status: known.status,
    detail: known.userMessage,
    code: known.code,
    ...(fields.length > 0
      ? { errors: fields.flatMap(([path, messages]) => messages.map((message) => ({ path, message }))) }
      : {}),
  };
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  if (known.status === 401) headers.set("www-authenticate", 'Bearer realm="api"');
  if (known.retryAfterMs) headers.set("retry-after", String(Math.ceil(known.retryAfterMs / 1000)));
  return new Response(JSON.stringify(problem), { status: known.status, headers });
}

/** Throws `invalid-input` with each issue at its path. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fieldErrors: Record<string, string[]> = {};
  for (const issue of parsed.error.issues) {
    const path = issue.path.join(".");
    fieldErrors[path] = [...(fieldErrors[path] ?? []), issue.message];
  }
  throw new AppError("invalid-input", APP_ERRORS["invalid-input"].message, { fieldErrors });
}
