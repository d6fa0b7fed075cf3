import { describe, expect, it } from "vitest";
import { type AmfValue, decodeAmf0, encodeAmf0 } from "./amf0";
import { RtmpProtocolError } from "./protocol-error";
import { seededRandom } from "./testing/seeded-bytes";

const values: AmfValue[] = [
  "connect",
  1,
  { app: "live", nested: { deep: [1, "two", null, undefined, false] }, empty: {} },
  null,
  undefined,
  true,
  -0.5,
  "",
  "Ayiti ché 🇭🇹",
];

describe("AMF0", () => {
  it("reads back what it wrote", () => {
    expect(decodeAmf0(encodeAmf0(...values)).map(plain)).toEqual(values);
  });

  it("reads what only decoders meet: ECMA arrays, dates, long strings, typed objects", () => {
    const parts = [
      "08 ffffffff 0001 61 0101 0000 09",
      "0b 4059000000000000 0000",
      "0c 00000002 6869",
      "10 0001 43 0001 61 05 000009",
      "0d",
    ];
    const bytes = Buffer.from(parts.join("").replaceAll(" ", ""), "hex");
    expect(decodeAmf0(bytes).map(plain)).toEqual([{ a: true }, 100, "hi", { a: null }, undefined]);
  });

  it("forgives a missing end marker at the very end only", () => {
    expect(decodeAmf0(Buffer.from("080000000000016105", "hex")).map(plain)).toEqual([{ a: null }]);
    expect(() => decodeAmf0(Buffer.from("030001", "hex"))).toThrow(RtmpProtocolError);
  });

  it("gives `__proto__` no power", () => {
    const [object] = decodeAmf0(
      Buffer.concat([Buffer.of(3, 0, 9), Buffer.from("__proto__"), encodeAmf0({ a: 1 })]),
    );
    expect(Object.getPrototypeOf(object)).toBeNull();
    expect(({} as { a?: number }).a).toBeUndefined();
  });

  it.each<[string, Buffer]>([
    ["nesting", Buffer.alloc(500, Buffer.of(3, 0, 1, 65))],
    ["many values", Buffer.alloc(10_000, 5)],
    ["a long string", encodeAmf0("x".repeat(20_000))],
    ["references", Buffer.of(7, 0, 0)],
    ["AMF3", Buffer.of(0x11, 1)],
  ])("refuses %s", (_name, bytes) => {
    expect(() => decodeAmf0(bytes)).toThrow(RtmpProtocolError);
  });

  it("throws nothing but protocol errors on 5,000 damaged bodies", () => {
    const random = seededRandom(7);
    const sound = encodeAmf0(...values);
    let refused = 0;
    for (let round = 0; round < 5000; round++) {
      const bytes = Buffer.from(sound.subarray(0, Math.floor(random() * (sound.length + 1))));
      for (let i = 0; i < random() * 4 && bytes.length > 0; i++) {
        bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      }
      try {
        decodeAmf0(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(RtmpProtocolError);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(1000);
  });
});

/** Decoded objects have no prototype, on purpose; comparisons want one. */
function plain(value: AmfValue): AmfValue {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)]));
}
