import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db, notify } from "../db/client";
import { providerOptions } from "../db/schema";
import { AppError } from "../errors";
import { findProvider } from "../providers/registry";
import { assertChangeable, checkOptions } from "./check-options";
import { loadProviderOptions } from "./load-provider-options";
import { PROVIDER_OPTIONS_CHANGED, readStoredOptions, sealOption, valuesOf } from "./stored-options";

const Name = z.string().min(1).max(80);

/** Values by name of option; the empty ones are left as they are. */
export const OptionValues = z
  .record(Name, z.string().max(8_000))
  .transform((values) =>
    Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) => (value.trim() === "" ? [] : [[name, value.trim()]])),
    ),
  );

export const ProviderOptionsInput = z.object({
  id: z.string().min(1).max(64),
  set: OptionValues,
  remove: z.array(Name).max(40),
});
export type ProviderOptionsInput = z.output<typeof ProviderOptionsInput>;

/**
 * Stores options of a provider, sealed; they hold at once, in every process. What is set is only stored when all of it makes
 * a provider that is set up; what is only removed may leave one that is not. Throws `forbidden`, `not-found`, or
 * `invalid-input` with a complaint per field.
 */
export async function setProviderOptions(actor: Actor, input: ProviderOptionsInput): Promise<void> {
  assertAdmin(actor);
  const { id, set } = input;
  const definition = findProvider(id);
  if (!definition) throw new AppError("not-found", "no such provider");
  const names = Object.keys(set);
  assertChangeable(definition, names);
  const stored = valuesOf((await readStoredOptions(id)).get(id));
  // What is replaced is not removed.
  const removed = input.remove.filter((name) => !(name in set));
  for (const name of removed) delete stored[name];
  if (names.length > 0) checkOptions(definition, { ...stored, ...set });
  if (names.length + removed.length === 0) return;
  const setAt = new Date();
  await (await db()).transaction(async (tx) => {
    if (removed.length > 0)
      await tx
        .delete(providerOptions)
        .where(and(eq(providerOptions.provider, id), inArray(providerOptions.name, removed)));
    for (const [name, value] of Object.entries(set)) {
      const sealed = sealOption(id, name, value);
      await tx
        .insert(providerOptions)
        .values({ provider: id, name, sealed, setAt })
        .onConflictDoUpdate({
          target: [providerOptions.provider, providerOptions.name],
          set: { sealed, setAt },
        });
    }
    await recordAudit(tx, {
      actor,
      action: "provider.options-changed",
      target: id,
      after: { set: names, removed },
    });
    await notify(tx, PROVIDER_OPTIONS_CHANGED, id);
  });
  await loadProviderOptions();
}
