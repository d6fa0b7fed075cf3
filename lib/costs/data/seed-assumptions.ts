import { Assumptions } from "../pricing/assumptions";
import assumptions from "./assumptions.json";

/** What a new installation takes for granted. */
export const SEED_ASSUMPTIONS: Assumptions = Assumptions.parse(assumptions);
