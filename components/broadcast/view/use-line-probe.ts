import { useEffect, useRef, useState } from "react";
import type { ProbeTarget } from "@/components/streams/ingest-actions";
import type { ActionResult } from "@/lib/server-action";
import { planOf } from "../preflight/bitrate-plan";
import { judgeProbe, type ProbeVerdict } from "../preflight/judge-line-probe";
import { type LineFact, probeLine } from "../preflight/probe-line";
import { useStore } from "../store";
import type { Studio } from "../studio";

export interface LineProbe {
  readonly fact: LineFact;
  readonly verdict: ProbeVerdict;
  again(): void;
}

/** Tries the line out as soon as there is something to send, and again when a larger picture is chosen. */
export function useLineProbe(studio: Studio, issue: () => Promise<ActionResult<ProbeTarget>>): LineProbe {
  const { choice } = useStore(studio.capture.store);
  const { media } = useStore(studio.program.store);
  const { state } = useStore(studio.session.store);
  const [fact, setFact] = useState<LineFact>({ state: "none" });
  // What was measured, and with how large a picture: a smaller one needs no second try.
  const [tried, setTried] = useState(0);
  const [round, setRound] = useState(0);
  const call = useRef(issue);
  call.current = issue;
  const isWanted = state.phase === "off" && media !== null && choice.height > tried;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a new try.
  useEffect(() => {
    if (!isWanted) return;
    const stop = new AbortController();
    setFact({ state: "measuring" });
    void run(call.current, studio, stop.signal).then((result) => {
      if (stop.signal.aborted) return;
      setFact(result);
      setTried(choice.height);
    });
    return () => stop.abort();
  }, [isWanted, choice.height, studio, round]);

  return {
    fact,
    verdict: judgeProbe(fact, planOf(choice.height), choice.sound),
    again() {
      setTried(0);
      setRound((count) => count + 1);
    },
  };
}

async function run(
  issue: () => Promise<ActionResult<ProbeTarget>>,
  studio: Studio,
  signal: AbortSignal,
): Promise<LineFact> {
  const issued = await issue().catch(() => null);
  const { media } = studio.program.store.get();
  const [audio] = media?.getAudioTracks() ?? [];
  if (!issued?.ok || !audio) return { state: "failed", trouble: "refused" };
  if (signal.aborted) return { state: "none" };
  const { height, sound } = studio.capture.store.get().choice;
  return probeLine({ target: issued.data, plan: planOf(height), sound, audio }, signal);
}
