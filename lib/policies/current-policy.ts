import "server-only";
import type { RoutingPolicy } from "../routing/policy";
import { DEFAULT_POLICY } from "../routing/ready-made";
import { getActivePolicy } from "./get-active-policy";

/** The policy that decides: the applied one, else the first of the ready-made. */
export async function currentPolicy(): Promise<RoutingPolicy> {
  return (await getActivePolicy())?.policy ?? DEFAULT_POLICY;
}
