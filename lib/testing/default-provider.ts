import { DEFAULT_POLICY } from "../routing/ready-made";

/** Where streams of tests go that ask for nothing. */
export const DEFAULT_PROVIDER = DEFAULT_POLICY.otherwise[0] ?? "";
