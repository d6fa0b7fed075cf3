"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { applyPolicy } from "@/lib/policies/apply-policy";
import { deletePolicyDraft } from "@/lib/policies/delete-draft";
import { draftPolicyFrom } from "@/lib/policies/draft-from";
import { findCreators } from "@/lib/policies/find-creators";
import { getPolicyDesk } from "@/lib/policies/get-policy-desk";
import { ChangeReason } from "@/lib/policies/policy-version";
import { schedulePolicy } from "@/lib/policies/schedule-policy";
import { SimulationInput, simulatePolicy } from "@/lib/policies/simulate-policy";
import { SwitchInput } from "@/lib/policies/switch-primary";
import { undoPolicy } from "@/lib/policies/undo-policy";
import { updatePolicyDraft } from "@/lib/policies/update-draft";
import { RoutingPolicy } from "@/lib/routing/policy";
import { adminAction } from "@/lib/server-action";

const Id = z.string().min(1).max(64);
const Source = z.union([
  z.literal("active"),
  z.strictObject({ readyMade: Id }),
  z.strictObject({ version: Id }),
  z.strictObject({ step: SwitchInput }),
]);

const refresh = () => revalidatePath("/admin/routing", "layout");

export const draftPolicyAction = adminAction(z.object({ source: Source }), async ({ source }, { actor }) => {
  const { id } = await draftPolicyFrom(actor, source);
  refresh();
  return { id };
});

export const saveDraftAction = adminAction(
  z.object({ id: Id, before: z.unknown(), policy: RoutingPolicy }),
  async (input, { actor }) => {
    await updatePolicyDraft(actor, input);
    const { version, problems } = await getPolicyDesk(actor, input.id);
    return { policy: version.policy, problems };
  },
);

export const deleteDraftAction = adminAction(z.object({ id: Id }), async ({ id }, { actor }) => {
  await deletePolicyDraft(actor, id);
  refresh();
});

export const applyPolicyAction = adminAction(
  z.object({ id: Id, reason: ChangeReason }),
  async (input, { actor }) => {
    await applyPolicy(actor, input);
    refresh();
  },
);

export const schedulePolicyAction = adminAction(
  z.object({ id: Id, at: z.number().int().nullable(), reason: ChangeReason }),
  async (input, { actor }) => {
    await schedulePolicy(actor, input);
    refresh();
  },
);

export const undoPolicyAction = adminAction(z.object({ reason: ChangeReason }), async (input, { actor }) => {
  await undoPolicy(actor, input);
  refresh();
});

/** Text as it is typed: what is too long finds nobody, and is no mistake. */
export const findCreatorsAction = adminAction(
  z.object({ text: z.string().max(1_000) }),
  ({ text }, { actor }) => findCreators(actor, text),
);

export const simulatePolicyAction = adminAction(SimulationInput, (input, { actor }) =>
  simulatePolicy(actor, input),
);
