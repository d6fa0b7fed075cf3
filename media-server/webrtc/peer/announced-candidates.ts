import { isIPv6 } from "node:net";

/** RFC 8445 §5.1.2.1: host candidates first; those an operator names come before those the system has. */
const PUBLIC_PREFERENCE = 65_535;
const HOST_TYPE_PREFERENCE = 126;

/**
 * Where a client may call, as values of `a=candidate`: the addresses that the operator gave, then those that the
 * library found. All on the one port.
 */
export function announcedCandidates(
  sdp: string,
  { publicAddresses, port }: { readonly publicAddresses: readonly string[]; readonly port: number },
): string[] {
  const found = [...sdp.matchAll(/^a=candidate:(\S+ 1 UDP \d+ (\S+) \d+ typ host)/gim)];
  const own = found.flatMap((match) =>
    match[1] && !publicAddresses.includes(match[2] ?? "") ? [match[1]] : [],
  );
  const given = publicAddresses.map((address, index) => {
    const preference = PUBLIC_PREFERENCE - index;
    const priority = HOST_TYPE_PREFERENCE * 2 ** 24 + preference * 2 ** 8 + 255;
    return `public${index}${isIPv6(address) ? "v6" : ""} 1 UDP ${priority} ${address} ${port} typ host`;
  });
  return [...given, ...own];
}
