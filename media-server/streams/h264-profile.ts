/** Names of `profile_idc` as encoders show them (ITU-T H.264 Annex A). */
const PROFILES: Readonly<Record<number, string>> = {
  66: "Baseline",
  77: "Main",
  88: "Extended",
  100: "High",
  110: "High 10",
  122: "High 4:2:2",
  244: "High 4:4:4",
};

/** Profile and level of an RFC 6381 string such as `avc1.64001f`; null for other codecs. */
export function readH264Profile(
  codecString: string,
): { readonly profile: string; readonly level: string } | null {
  const match = /^avc[13]\.([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(codecString);
  if (!match) return null;
  const [profileIdc = 0, , levelIdc = 0] = match.slice(1).map((hex) => Number.parseInt(hex, 16));
  return {
    profile: PROFILES[profileIdc] ?? `profile ${profileIdc}`,
    level: `${Math.floor(levelIdc / 10)}.${levelIdc % 10}`,
  };
}
