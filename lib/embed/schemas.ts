import { z } from "zod";

/** In a list of origins: every site. */
export const ANYWHERE = "*";
const MAX_ORIGINS = 20;
/** Nothing but a host can stand in it: the text goes into a header. */
const ORIGIN = /^https?:\/\/[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\d{1,5})?$/;

/** Which sites may show a channel's streams: `origins` is one address a line; what follows a host is left out. */
export const SetEmbedOriginsInput = z.object({
  anywhere: z.boolean(),
  origins: z.string().max(4000).transform(toOrigins),
});
export type SetEmbedOriginsInput = z.output<typeof SetEmbedOriginsInput>;

function toOrigins(text: string, context: z.RefinementCtx): string[] {
  const lines = text.split("\n").flatMap((line) => line.trim() || []);
  const origins = [...new Set(lines.map(originOf))];
  if (origins.some((origin) => !ORIGIN.test(origin))) context.addIssue("origin-invalid");
  if (origins.length > MAX_ORIGINS) context.addIssue("origins-many");
  return origins;
}

function originOf(line: string): string {
  const address = line.includes("://") ? line : `https://${line}`;
  return URL.canParse(address) ? new URL(address).origin : "";
}
