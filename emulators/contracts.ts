import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const BESIDE = fileURLToPath(new URL("../../shared/contracts", import.meta.url));

/**
 * Where a vendor's published API description lies, e.g. `ivs.openapi.json`: in `API_CONTRACTS_DIR`, else beside the
 * project. They are others' work and not part of it: null when absent, and the test that needs it says so and skips.
 */
export function findContract(name: string): string | null {
  const path = `${process.env.API_CONTRACTS_DIR ?? BESIDE}/${name}`;
  return existsSync(path) ? path : null;
}
