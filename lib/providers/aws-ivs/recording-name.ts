/** `ivs/v1/{account}/{channel}/{year}/{month}/{day}/{hour}/{minute}/{recording}`: UTC, not padded (IVS user guide, "Auto-Record to Amazon S3"). */
const PREFIX =
  /^ivs\/v1\/(\d{12})\/([A-Za-z0-9]+)\/(\d{4})\/(\d{1,2})\/(\d{1,2})\/(\d{1,2})\/(\d{1,2})\/([A-Za-z0-9]+)$/;
const NAME = /^[A-Za-z0-9]+_\d{4}(_\d{1,2}){4}_[A-Za-z0-9]+$/;
const ARN = /^arn:aws:ivs:[a-z0-9-]+:(\d{12}):[a-z-]+\/([A-Za-z0-9]+)$/;

/** Levels of folders between a channel's own and one recording. */
export const LEVELS = 6;

/** A recording's name with us: its folder without what all of an account share. Null for any other folder. */
export function nameOf(prefix: string): string | null {
  const [, , ...parts] = PREFIX.exec(prefix.replace(/\/$/, "")) ?? [];
  return parts.length > 0 ? parts.join("_") : null;
}

/** Where a recording lies, without a slash at the end; null for what is no recording's name. */
export function prefixOf(name: string, account: string): string | null {
  return NAME.test(name) ? `ivs/v1/${account}/${name.replaceAll("_", "/")}` : null;
}

/** Where a channel's recordings lie, with a slash at the end; null for what is no channel. */
export function folderOf(channelArn: string): string | null {
  const [, account, id] = ARN.exec(channelArn) ?? [];
  return account && id ? `ivs/v1/${account}/${id}/` : null;
}

/** The account that something belongs to, by its ARN. */
export function accountOf(arn: string): string {
  return ARN.exec(arn)?.[1] ?? "";
}
