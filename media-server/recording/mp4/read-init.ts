import { boxAt, wholeBoxes } from "../read-fragments";

/** One track as an init segment describes it. */
export interface InitTrack {
  readonly id: number;
  readonly handler: "vide" | "soun";
  readonly timescale: number;
  /** The sample entry with its head, e.g. `avc1`. */
  readonly entry: Buffer;
  /** Its four letters. */
  readonly format: string;
  /** 16.16, as in `tkhd`. */
  readonly width: number;
  readonly height: number;
}

/** The tracks of an init segment; those that don't make sense are left out. */
export function readInit(init: Buffer): InitTrack[] {
  const moov = boxAt(init, "moov");
  if (!moov) return [];
  return [...wholeBoxes(moov)].flatMap(({ type, body }) => (type === "trak" ? (readTrak(body) ?? []) : []));
}

function readTrak(trak: Buffer): InitTrack | null {
  const head = boxAt(trak, "tkhd");
  const media = boxAt(trak, "mdia", "mdhd");
  const handler = boxAt(trak, "mdia", "hdlr")?.toString("latin1", 8, 12);
  const descriptions = boxAt(trak, "mdia", "minf", "stbl", "stsd")?.subarray(8);
  const [first] = descriptions ? wholeBoxes(descriptions) : [];
  if (!head || head.length < 84 || !media || media.length < 16 || !descriptions || !first) return null;
  if (handler !== "vide" && handler !== "soun") return null;
  return {
    id: head.readUInt32BE(12),
    handler,
    timescale: media.readUInt32BE(12),
    entry: descriptions.subarray(first.at, first.at + first.size),
    format: first.type,
    width: head.readUInt32BE(76),
    height: head.readUInt32BE(80),
  };
}
