import "server-only";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db/client";
import { settings } from "../db/schema";
import type { Actor } from "./actor";
import { assertAdmin } from "./assert-role";
import { SIGN_UP_MODES, type SignUpMode } from "./schemas";

const SIGN_UP = "sign-up-mode";

/** By invitation until an admin opens it; also when the stored value is not understood. */
export async function getSignUpMode(): Promise<SignUpMode> {
  const [row] = await (await db()).select().from(settings).where(eq(settings.key, SIGN_UP));
  return z.enum(SIGN_UP_MODES).catch("invitation").parse(row?.value);
}

export async function setSignUpMode(actor: Actor, mode: SignUpMode): Promise<void> {
  assertAdmin(actor);
  const before = await getSignUpMode();
  await (await db()).transaction(async (tx) => {
    await tx
      .insert(settings)
      .values({ key: SIGN_UP, value: mode })
      .onConflictDoUpdate({ target: settings.key, set: { value: mode } });
    await recordAudit(tx, { actor, action: "setting.changed", target: SIGN_UP, before, after: mode });
  });
}
