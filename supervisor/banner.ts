import type { SupervisorConfig } from "./config";

/** What is printed once both processes answer. */
export function renderBanner(config: SupervisorConfig, firstAdminLink: string | null): string {
  const rows: [string, string][] = [
    ["Open it at", config.publicUrl],
    ["Encoders send to", config.rtmpPublicUrl],
    ["Video comes from", config.mediaPublicUrl],
    ["Data is kept in", config.dataDir],
  ];
  const lines = ["", "  Ann Pale Live is running.", ""];
  for (const [label, value] of rows) lines.push(`  ${label.padEnd(18)}${value}`);
  if (firstAdminLink) lines.push(renderFirstAdminLink(firstAdminLink));
  if (!config.usesPostgres) {
    lines.push(
      "",
      "  The embedded database survives a crash of this program, but not a power cut.",
      "  For production set DATABASE_URL to a Postgres 15 or newer.",
    );
  }
  lines.push("", "  Stop it with Ctrl-C.", "");
  return lines.join("\n");
}

export function renderFirstAdminLink(link: string): string {
  return `\n  Make the first administrator with this link. It works once:\n  ${link}`;
}
