import { admit, type Outcome, settle } from "./circuit";
import type { ProviderId, StreamProvider } from "./contract";
import { isProviderError, ProviderError } from "./errors";
import { healthRecord, noteCall, noteFault } from "./health";

/**
 * Those that always ask the provider. What only signs addresses or reads webhooks goes on while it doesn't answer, and
 * tells nothing of it; a test of the connection is never held back.
 */
const GUARDED: ReadonlySet<PropertyKey> = new Set<keyof StreamProvider>([
  "createChannel",
  "deleteChannel",
  "getStatus",
  "getUsage",
  "stopStream",
  "listRecordings",
  "deleteRecording",
  "setRecordingAccess",
  "sendMetadata",
  "readIngest",
  "rotateKey",
  "observe",
  "listChannels",
]);

type Verb = (...given: unknown[]) => Promise<unknown>;

/** The same provider behind its circuit: while that is open, calls fail at once with `unavailable` and `retryAfterMs`. */
export function guardProvider(id: ProviderId, provider: StreamProvider): StreamProvider {
  return new Proxy(provider, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== "function" || !GUARDED.has(name)) return member;
      return (...given: unknown[]) =>
        guardCall(id, String(name), () => (member as Verb).apply(target, given), given);
    },
  });
}

async function guardCall(
  id: ProviderId,
  operation: string,
  call: () => Promise<unknown>,
  given: readonly unknown[],
): Promise<unknown> {
  const record = healthRecord(id);
  const startedAt = Date.now();
  const admission = admit(record.circuit, startedAt);
  record.circuit = admission.circuit;
  if (!admission.isAdmitted) {
    const { retryAfterMs } = admission;
    const message = "did not answer lately, so it is not asked for a moment";
    throw new ProviderError({ code: "unavailable", provider: id, operation, message, retryAfterMs });
  }
  const { epoch } = admission.circuit;
  const settleAs = (outcome: Outcome) => {
    const now = Date.now();
    noteCall(record, now, now - startedAt);
    record.circuit = settle(record.circuit, epoch, outcome, now);
  };
  try {
    const answer = await call();
    settleAs(toldNothing(operation, given, answer) ? "neutral" : "success");
    return answer;
  } catch (error) {
    settleAs(isProviderError(error) ? outcomeOf(error) : "neutral");
    if (isProviderError(error)) {
      const { code } = error;
      // Who and which verb stand beside it.
      const sentence = error.message.slice(`${error.provider}.${error.operation}: `.length);
      noteFault(record, { at: Date.now(), operation, code, sentence });
    }
    throw error;
  }
}

/** A refusal that came with an HTTP status is a sign of life; one of our own, before any call, tells nothing. */
function outcomeOf({ code, status }: ProviderError): Outcome {
  if (code === "timeout" || code === "unavailable") return "failure";
  return status === undefined ? "neutral" : "success";
}

/** A look leaves out channels that could not be asked: one that found none of them may not have reached the provider. */
function toldNothing(operation: string, [refs]: readonly unknown[], answer: unknown): boolean {
  if (operation !== "observe" || !Array.isArray(refs) || !Array.isArray(answer)) return false;
  return answer.length === 0;
}
