/** What a recording's file is told to be, by how its name ends. */
export function contentTypeOf(name: string): string {
  if (name.endsWith(".m4s")) return "video/iso.segment";
  if (name.endsWith(".mp4")) return "video/mp4";
  if (name.endsWith(".vtt")) return "text/vtt; charset=utf-8";
  return "image/jpeg";
}
