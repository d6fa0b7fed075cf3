import { RtmpProtocolError } from "./protocol-error";

export interface AmfObject {
  readonly [key: string]: AmfValue;
}
/** Dates come as epoch ms, typed objects without their class name, `undefined` and "unsupported" as undefined. */
export type AmfValue = number | boolean | string | null | undefined | AmfObject | readonly AmfValue[];

const Marker = {
  number: 0x00,
  boolean: 0x01,
  string: 0x02,
  object: 0x03,
  null: 0x05,
  undefined: 0x06,
  ecmaArray: 0x08,
  objectEnd: 0x09,
  strictArray: 0x0a,
  date: 0x0b,
  longString: 0x0c,
  unsupported: 0x0d,
  xml: 0x0f,
  typedObject: 0x10,
} as const;

const MAX_DEPTH = 8;
const MAX_VALUES = 512;
const MAX_STRING_BYTES = 16_384;

/** All values of an AMF0 message body (AMF0 specification §2). Throws `RtmpProtocolError` beyond depth 8, 512 values or 16 KB strings. */
export function decodeAmf0(bytes: Buffer): AmfValue[] {
  const decoder = new Amf0Decoder(bytes);
  const values: AmfValue[] = [];
  while (!decoder.isAtEnd) values.push(decoder.value(0));
  return values;
}

class Amf0Decoder {
  readonly #bytes: Buffer;
  #at = 0;
  #values = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  value(depth: number): AmfValue {
    this.#values += 1;
    if (this.#values > MAX_VALUES)
      throw new RtmpProtocolError("amf-too-large", `more than ${MAX_VALUES} values`);
    if (depth > MAX_DEPTH) throw new RtmpProtocolError("amf-too-deep", `deeper than ${MAX_DEPTH}`);
    const marker = this.#bytes.readUInt8(this.#advance(1));
    switch (marker) {
      case Marker.number:
        return this.#bytes.readDoubleBE(this.#advance(8));
      case Marker.boolean:
        return this.#bytes.readUInt8(this.#advance(1)) !== 0;
      case Marker.string:
        return this.#string(this.#uint16());
      case Marker.longString:
      case Marker.xml:
        return this.#string(this.#uint32());
      case Marker.null:
        return null;
      case Marker.undefined:
      case Marker.unsupported:
        return undefined;
      case Marker.object:
        return this.#object(depth);
      case Marker.ecmaArray:
        this.#advance(4);
        return this.#object(depth);
      case Marker.typedObject:
        this.#string(this.#uint16());
        return this.#object(depth);
      case Marker.strictArray:
        return this.#array(depth);
      case Marker.date:
        return this.#date();
      default:
        throw new RtmpProtocolError("bad-amf", `marker ${marker}`);
    }
  }

  /** ECMA arrays too: their announced count is only a hint. Some encoders leave the end marker out at the very end. */
  #object(depth: number): AmfObject {
    const object: Record<string, AmfValue> = Object.create(null);
    while (!this.isAtEnd) {
      const key = this.#string(this.#uint16());
      if (key === "" && this.#bytes[this.#at] === Marker.objectEnd) {
        this.#advance(1);
        break;
      }
      object[key] = this.value(depth + 1);
    }
    return object;
  }

  #array(depth: number): AmfValue[] {
    const count = this.#uint32();
    if (count > MAX_VALUES) throw new RtmpProtocolError("amf-too-large", `array of ${count}`);
    return Array.from({ length: count }, () => this.value(depth + 1));
  }

  #date(): number {
    const at = this.#advance(10);
    return this.#bytes.readDoubleBE(at);
  }

  #string(length: number): string {
    if (length > MAX_STRING_BYTES) throw new RtmpProtocolError("amf-too-large", `string of ${length} bytes`);
    const at = this.#advance(length);
    return this.#bytes.toString("utf8", at, at + length);
  }

  #uint16(): number {
    return this.#bytes.readUInt16BE(this.#advance(2));
  }

  #uint32(): number {
    return this.#bytes.readUInt32BE(this.#advance(4));
  }

  /** Returns the offset before the step. */
  #advance(count: number): number {
    const at = this.#at;
    if (at + count > this.#bytes.length) throw new RtmpProtocolError("bad-amf", "cut off");
    this.#at = at + count;
    return at;
  }
}

/** Writes values one after another, as message bodies hold them. Strings up to 65,535 bytes. */
export function encodeAmf0(...values: AmfValue[]): Buffer {
  return Buffer.concat(values.map(encodeValue));
}

function encodeValue(value: AmfValue): Buffer {
  if (value === undefined) return Buffer.of(Marker.undefined);
  if (value === null) return Buffer.of(Marker.null);
  if (typeof value === "boolean") return Buffer.of(Marker.boolean, value ? 1 : 0);
  if (typeof value === "string") return Buffer.concat([Buffer.of(Marker.string), encodeKey(value)]);
  if (typeof value === "number") {
    const bytes = Buffer.alloc(9);
    bytes.writeDoubleBE(value, 1);
    return bytes;
  }
  if (isArray(value)) {
    const head = Buffer.alloc(5);
    head.writeUInt8(Marker.strictArray, 0);
    head.writeUInt32BE(value.length, 1);
    return Buffer.concat([head, ...value.map(encodeValue)]);
  }
  const entries = Object.entries(value).map(([key, entry]) =>
    Buffer.concat([encodeKey(key), encodeValue(entry)]),
  );
  return Buffer.concat([Buffer.of(Marker.object), ...entries, Buffer.of(0, 0, Marker.objectEnd)]);
}

/** `Array.isArray` does not narrow readonly arrays out of a union. */
function isArray(value: AmfObject | readonly AmfValue[]): value is readonly AmfValue[] {
  return Array.isArray(value);
}

function encodeKey(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length, 0);
  return Buffer.concat([length, bytes]);
}
