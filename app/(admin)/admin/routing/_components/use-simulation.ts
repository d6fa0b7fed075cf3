"use client";
import { useState, useTransition } from "react";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { Simulation } from "@/lib/policies/simulate-policy";
import { isSame } from "@/lib/routing/is-same";
import type { RoutingPolicy } from "@/lib/routing/policy";
import { simulatePolicyAction } from "../actions";

/** How far back, and how the providers are taken. */
export type Rehearsed = Pick<Simulation, "days" | "circumstances">;

const AT_FIRST: Rehearsed = { days: 30, circumstances: "all-well" };

/** A rehearsal of a policy on past streams; what it told of another policy than this one is not shown. */
export function useSimulation(policy: RoutingPolicy) {
  const errors = useErrorWords();
  const [busy, start] = useTransition();
  const [asked, setAsked] = useState(AT_FIRST);
  const [told, setTold] = useState<{ policy: RoutingPolicy; simulation: Simulation } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  function simulate(change: Partial<Rehearsed> = {}) {
    const wish = { ...asked, ...change };
    setAsked(wish);
    start(async () => {
      const result = await simulatePolicyAction({ policy, ...wish });
      setFailure(result.ok ? null : errors.sentence(result.error));
      setTold(result.ok ? { policy, simulation: result.data } : null);
    });
  }

  const simulation = told && isSame(told.policy, policy) ? told.simulation : null;
  return { busy, asked, failure, simulation, simulate };
}
