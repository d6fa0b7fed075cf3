/** What is remembered of one provider's answers. Times are epoch ms. */
export interface Circuit {
  /** `closed`: calls pass. `open`: none does. `half-open`: one is on its way, to find out. */
  readonly state: "closed" | "open" | "half-open";
  readonly since: number;
  /** In a row, of the kind that the provider is to blame for. */
  readonly failures: number;
  /** How often it has opened without a success in between: the pauses grow with it. */
  readonly trips: number;
  /** Until when nobody tries while open, or until when the one try may take while half-open. */
  readonly until: number;
  /** Changes with each change of state, so that what calls of an earlier state bring is told apart. */
  readonly epoch: number;
}

export type Outcome = "success" | "failure" | "neutral";

export type Admission =
  | { readonly isAdmitted: true; readonly circuit: Circuit }
  | { readonly isAdmitted: false; readonly circuit: Circuit; readonly retryAfterMs: number };

export const FAILURES_TO_OPEN = 5;
export const FIRST_PAUSE_MS = 2_000;
export const LONGEST_PAUSE_MS = 60_000;
/** A try that has said nothing for so long makes room for another. */
export const PROBE_MS = 30_000;

export function newCircuit(now: number): Circuit {
  return { state: "closed", since: now, failures: 0, trips: 0, until: now, epoch: 0 };
}

/** Whether a call may be made now. The circuit that comes back is the one to keep; its epoch goes with the call to `settle`. */
export function admit(circuit: Circuit, now: number): Admission {
  if (circuit.state === "closed") return { isAdmitted: true, circuit };
  if (now < circuit.until) return { isAdmitted: false, circuit, retryAfterMs: circuit.until - now };
  const trying = { ...circuit, state: "half-open", since: now, until: now + PROBE_MS } as const;
  return { isAdmitted: true, circuit: { ...trying, epoch: circuit.epoch + 1 } };
}

/** What becomes of the circuit when a call that was admitted in `epoch` has come back. */
export function settle(circuit: Circuit, epoch: number, outcome: Outcome, now: number): Circuit {
  if (epoch !== circuit.epoch || circuit.state === "open") return circuit;
  if (outcome === "success")
    return circuit.state === "closed" ? { ...circuit, failures: 0 } : renew(circuit, now);
  if (outcome === "failure") {
    const failures = circuit.failures + 1;
    const isBroken = circuit.state === "half-open" || failures >= FAILURES_TO_OPEN;
    return isBroken ? open({ ...circuit, failures }, now) : { ...circuit, failures };
  }
  // A try that told nothing gives its place back: the next call tries.
  return circuit.state === "closed"
    ? circuit
    : { ...circuit, state: "open", until: now, epoch: circuit.epoch + 1 };
}

/** An operator doesn't want to wait: the next call tries. */
export function tryNow(circuit: Circuit, now: number): Circuit {
  return circuit.state === "open" ? { ...circuit, until: now } : circuit;
}

/** Closed, as if nothing had been; calls that are still on their way are of an earlier epoch. */
export function renew(circuit: Circuit, now: number): Circuit {
  return { ...newCircuit(now), epoch: circuit.epoch + 1 };
}

function open(circuit: Circuit, now: number): Circuit {
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** circuit.trips, LONGEST_PAUSE_MS);
  const trips = circuit.trips + 1;
  return { ...circuit, state: "open", since: now, trips, until: now + pause, epoch: circuit.epoch + 1 };
}
