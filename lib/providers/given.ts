import { z } from "zod";

/** An environment variable's schema to which an empty variable counts as absent. */
export function given<T extends z.ZodType>(schema: T) {
  return z.preprocess(
    (value) => (typeof value === "string" && value.trim() === "" ? undefined : value),
    schema,
  );
}
