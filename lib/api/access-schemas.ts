import { z } from "zod";
import { CreateLinkInput, InviteAccountInput } from "../access/schemas";
import { VISIBILITIES } from "../db/schema";
import { ApiStream } from "../streams/api-stream";

const when = z.iso.datetime().nullable();

export const Grant = z
  .object({
    id: z.string(),
    kind: z.enum(["account", "link"]),
    label: z.string().meta({ description: "Your own note, or the account's name." }),
    handle: z.string().nullable(),
    expiresAt: when,
    lastUsedAt: when,
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Grant", description: "One invitation to watch a private stream." });

export const GrantList = z.object({ grants: z.array(Grant) }).meta({ id: "GrantList" });

export const CreateGrantBody = z
  .discriminatedUnion("kind", [
    InviteAccountInput.extend({ kind: z.literal("account") }),
    CreateLinkInput.extend({ kind: z.literal("link") }),
  ])
  .meta({ id: "CreateGrant" });

export const CreatedGrant = z
  .object({
    grant: Grant,
    url: z.url().nullable().meta({ description: "Of a link, shown this once; null for an account." }),
  })
  .meta({ id: "CreatedGrant" });

const applied = z.enum(["done", "pending"]).meta({
  description: "`pending`: the media server could not be told yet; it is told again.",
});

export const AppliedAnswer = z.object({ applied }).meta({ id: "Applied" });
export const VisibilityBody = z.object({ visibility: z.enum(VISIBILITIES) }).meta({ id: "SetVisibility" });
export const VisibilityAnswer = ApiStream.extend({ applied }).meta({ id: "StreamWithVisibility" });
