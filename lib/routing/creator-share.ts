/**
 * Where a creator stands between 0 and 100, always the same for one id and salt (FNV-1a, then the last steps of
 * MurmurHash3 so that like ids lie apart). Below a rule's percentage means in: raising it never takes anybody out.
 */
export function creatorShare(creatorId: string, salt: string): number {
  let hash = 0x811c9dc5;
  const text = `${salt}\n${creatorId}`;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000) * 100;
}
