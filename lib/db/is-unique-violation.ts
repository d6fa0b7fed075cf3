/** Postgres error 23505 (appendix A of its manual), also under drizzle's wrapping: somebody else was faster. */
export function isUniqueViolation(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  if ("code" in error && error.code === "23505") return true;
  return "cause" in error && isUniqueViolation(error.cause);
}
