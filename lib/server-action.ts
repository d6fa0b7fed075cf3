import "server-only";
import { unstable_rethrow } from "next/navigation";
import { z } from "zod";
import type { Actor } from "./auth/actor";
import { requireAdmin, requireCreator, requireUser } from "./auth/session";
import { APP_ERRORS, AppError, type AppErrorCode } from "./errors";
import { toAppError } from "./to-app-error";

/** What every action answers. `code` is translated by the pages (`errors.<code>`); `message` is its English sentence. */
export type ActionResult<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly error: ActionError };

export interface ActionError {
  readonly code: AppErrorCode;
  readonly message: string;
  /** Per field, codes such as `title-missing`, or a sentence of the schema. */
  readonly fieldErrors?: Readonly<Record<string, readonly string[]>>;
}

type Action<S extends z.ZodType, T> = (input: z.input<S>) => Promise<ActionResult<T>>;

/** An action that anybody may call; its verb limits how often. */
export function publicAction<S extends z.ZodType, T>(
  schema: S,
  act: (input: z.output<S>) => Promise<T>,
): Action<S, T> {
  return (input) => run(schema, input, act);
}

/** For whoever is signed in. The actor is read again for each call; nothing the client sends says who acts. */
export function userAction<S extends z.ZodType, T>(schema: S, act: ActAs<S, T>): Action<S, T> {
  return (input) => run(schema, input, async (parsed) => act(parsed, { actor: await requireUser() }));
}

/** For creators and admins. */
export function creatorAction<S extends z.ZodType, T>(schema: S, act: ActAs<S, T>): Action<S, T> {
  return (input) => run(schema, input, async (parsed) => act(parsed, { actor: await requireCreator() }));
}

/** For admins. */
export function adminAction<S extends z.ZodType, T>(schema: S, act: ActAs<S, T>): Action<S, T> {
  return (input) => run(schema, input, async (parsed) => act(parsed, { actor: await requireAdmin() }));
}

type ActAs<S extends z.ZodType, T> = (input: z.output<S>, context: { readonly actor: Actor }) => Promise<T>;

async function run<S extends z.ZodType, T>(
  schema: S,
  input: unknown,
  act: (input: z.output<S>) => Promise<T>,
): Promise<ActionResult<T>> {
  try {
    const parsed = schema.safeParse(input);
    if (!parsed.success) {
      const fieldErrors: Record<string, string[]> = {};
      for (const issue of parsed.error.issues) {
        const field = issue.path.join(".") || "form";
        fieldErrors[field] = [...(fieldErrors[field] ?? []), issue.message];
      }
      throw new AppError("invalid-input", z.prettifyError(parsed.error), { fieldErrors });
    }
    return { ok: true, data: await act(parsed.data) };
  } catch (error) {
    // Next's redirect() and notFound() travel as exceptions.
    unstable_rethrow(error);
    const known = toAppError(error, "server action");
    const { fieldErrors } = known;
    return {
      ok: false,
      error: { code: known.code, message: known.userMessage, ...(fieldErrors ? { fieldErrors } : {}) },
    };
  }
}

/** The English sentence of a code, for places without a catalogue. */
export function describeError(code: AppErrorCode): string {
  return APP_ERRORS[code].message;
}
