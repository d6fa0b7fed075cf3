import "server-only";
import { z } from "zod";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { limitRate } from "../auth/rate-limits";
import { randomText } from "../secrets/random-text";
import { toProblem } from "./deliver-due";
import { WAYS } from "./notice";
import { sendTest } from "./send-notice";

export const TestWayInput = z.object({ way: z.enum(WAYS) });

/** Sends a test at once; null when it was taken, else what went wrong. Throws `forbidden`, `rate-limited`. */
export async function testWay(
  actor: Actor,
  { way }: z.infer<typeof TestWayInput>,
): Promise<{ readonly problem: string | null }> {
  assertAdmin(actor);
  await limitRate("notice-test", actor.userId);
  return sendTest(randomText(16), way).then(
    () => ({ problem: null }),
    (error: unknown) => ({ problem: toProblem(error) }),
  );
}
