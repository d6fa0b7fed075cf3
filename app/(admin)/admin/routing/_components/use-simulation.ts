"use client";
import { useState, useTransition } from "react";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { Simulation } from "@/lib/policies/simulate-policy";
import { isSame } from "@/lib/routing/is-same";
import type { RoutingPolicy } from "@/lib/routing/policy";
import { simulatePolicyAction } from "../actions";

const DAYS = 30;

/** A rehearsal of a policy on past streams; what it told of another policy than this one is not shown. */
export function useSimulation(policy: RoutingPolicy) {
  const errors = useErrorWords();
  const [busy, start] = useTransition();
  const [days, setDays] = useState(DAYS);
  const [told, setTold] = useState<{ policy: RoutingPolicy; simulation: Simulation } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  function simulate(over = days) {
    setDays(over);
    start(async () => {
      const result = await simulatePolicyAction({ policy, days: over });
      setFailure(result.ok ? null : errors.sentence(result.error));
      setTold(result.ok ? { policy, simulation: result.data } : null);
    });
  }

  const simulation = told && isSame(told.policy, policy) ? told.simulation : null;
  return { busy, days, failure, simulation, simulate };
}
