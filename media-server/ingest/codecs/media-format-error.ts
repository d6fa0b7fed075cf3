/** Codec headers that no decoder could use. The only error that the parsers of this folder throw. */
export class MediaFormatError extends Error {
  constructor(detail: string) {
    super(detail);
    this.name = "MediaFormatError";
  }
}
