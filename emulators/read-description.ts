import { readFileSync } from "node:fs";

/**
 * An OpenAPI description with every reference replaced by what it points to: Prism merges `allOf` without following
 * references, and then lets pass whatever they demand. Null leaves `enum` where `nullable` says it already: Prism adds it
 * once more, and no schema with a doubled value is ever applied. Throws on a reference that leads nowhere, or back to itself.
 */
export function readDescription(path: string): object {
  const root: unknown = JSON.parse(readFileSync(path, "utf8"));
  const inline = (node: unknown, trail: readonly string[]): unknown => {
    if (Array.isArray(node)) return node.map((one) => inline(one, trail));
    if (typeof node !== "object" || node === null) return node;
    const reference = "$ref" in node ? node.$ref : undefined;
    if (typeof reference !== "string") {
      const isNullable = "nullable" in node && node.nullable === true;
      const parts = Object.entries(node).flatMap(([name, value]) => {
        if (name !== "enum" || !isNullable || !Array.isArray(value)) return [[name, inline(value, trail)]];
        const words = value.filter((word) => word !== null);
        return words.length > 0 ? [[name, words]] : [];
      });
      return Object.fromEntries(parts);
    }
    if (trail.includes(reference)) throw new Error(`${reference} leads back to itself`);
    return inline(follow(root, reference), [...trail, reference]);
  };
  // The root of a description is an object, or this is none.
  return inline(root, []) as object;
}

/** RFC 6901, within the document. */
function follow(root: unknown, reference: string): unknown {
  const names = reference.replace(/^#\//, "").split("/");
  return names.reduce<unknown>((node, name) => {
    const key = name.replaceAll("~1", "/").replaceAll("~0", "~");
    // Any object can be looked into by name; what is missing is told below.
    const next = (node as Record<string, unknown> | null)?.[key];
    if (next === undefined) throw new Error(`${reference} leads nowhere`);
    return next;
  }, root);
}
