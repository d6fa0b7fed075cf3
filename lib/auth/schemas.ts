import { z } from "zod";
import { ROLES, TIERS } from "../db/schema";
import { TOKEN_SCOPES } from "./actor";

export const SIGN_UP_MODES = ["open", "invitation"] as const;
export type SignUpMode = (typeof SIGN_UP_MODES)[number];

export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email("email-invalid"));
export const Password = z.string().min(12, "password-short").max(200, "password-long");
export const PersonName = z
  .string()
  .trim()
  .min(1, "name-missing")
  .max(60, "name-long")
  .regex(/^[^\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]*$/u, "name-characters");
/** The name in `/@handle`. */
export const Handle = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9](?:[a-z0-9-]{1,28})[a-z0-9]$/, "handle-invalid");

export const SignUpInput = z.object({
  name: PersonName,
  email: Email,
  password: Password,
  /** From the link's `invitation` parameter. */
  invitation: z.string().max(200).optional(),
});
export type SignUpInput = z.output<typeof SignUpInput>;

export const CreateTokenInput = z.object({
  name: z.string().trim().min(1, "name-missing").max(60, "name-long"),
  scopes: z.array(z.enum(TOKEN_SCOPES)).min(1, "scopes-missing").max(TOKEN_SCOPES.length),
});
export const TokenInput = z.object({ tokenId: z.string().max(64) });

/** What a channel's page says of its creator; lines may be broken. */
export const Bio = z
  .string()
  .trim()
  .max(300, "bio-long")
  .regex(/^[^\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]*$/u, "bio-characters");

export const UpdateProfileInput = z.object({
  name: PersonName,
  handle: Handle.optional(),
  bio: Bio.optional(),
});
export const ChangePasswordInput = z.object({ current: z.string().max(200).optional(), next: Password });

const UserId = z.string().min(1).max(64);
export const SetRoleInput = z.object({ userId: UserId, role: z.enum(ROLES) });
export const SetTierInput = z.object({ userId: UserId, tier: z.enum(TIERS) });
export const SuspendUserInput = z.object({ userId: UserId, reason: z.string().trim().max(300).optional() });
export const UnsuspendUserInput = z.object({ userId: UserId });
export const CreateInvitationInput = z.object({
  role: z.enum(ROLES).default("creator"),
  tier: z.enum(TIERS).default("free"),
});
export const SignUpModeInput = z.object({ mode: z.enum(SIGN_UP_MODES) });
export const LocaleInput = z.object({ locale: z.enum(["en", "fr", "ht"]) });
