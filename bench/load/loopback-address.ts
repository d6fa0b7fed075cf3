/** One of many addresses of this machine's loopback, so that no cap per address is in the way. */
export function loopbackAddress(index: number): string {
  return `127.0.${1 + Math.floor(index / 200)}.${1 + (index % 200)}`;
}
