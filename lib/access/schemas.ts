import { z } from "zod";
import { VISIBILITIES } from "../db/schema";
import { StreamId } from "../streams/schemas";
import { ID_PATTERN } from "../wire/limits";

const DAY_SECONDS = 86_400;

const label = z
  .string()
  .trim()
  .max(60, "label-too-long")
  .regex(/^[^\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]*$/u, "label-characters");

export const CreateLinkInput = z.object({
  /** For the creator only, e.g. "Press". */
  label: label.default(""),
  expiresInSeconds: z
    .number()
    .int()
    .min(300)
    .max(90 * DAY_SECONDS)
    .default(7 * DAY_SECONDS),
});
export type CreateLinkInput = z.input<typeof CreateLinkInput>;

export const InviteAccountInput = z.object({
  /** An e-mail address, or a handle with or without its `@`. */
  account: z.string().trim().min(2, "account-missing").max(254, "account-missing"),
});
export type InviteAccountInput = z.input<typeof InviteAccountInput>;

export const GrantId = z.string().regex(ID_PATTERN);
export const StreamVisibility = z.object({ streamId: StreamId, visibility: z.enum(VISIBILITIES) });
export const GrantInput = z.object({ streamId: StreamId, grantId: GrantId });
