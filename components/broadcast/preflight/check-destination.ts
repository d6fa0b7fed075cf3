/** The door answers within this, or it counts as closed; in ms. */
const ANSWER_MS = 5_000;

export type DestinationFact = "checking" | "open" | "unreachable";

/** Knocks at a WHIP endpoint without asking for anything (RFC 9725 §4.2 has it answer OPTIONS). */
export async function checkDestination(url: string): Promise<"open" | "unreachable"> {
  try {
    const answer = await fetch(url, { method: "OPTIONS", signal: AbortSignal.timeout(ANSWER_MS) });
    return answer.ok ? "open" : "unreachable";
  } catch {
    return "unreachable";
  }
}
