import {
  IvsClient,
  type IvsClientResolvedConfig,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from "@aws-sdk/client-ivs";
import type { Command } from "@smithy/types";
import type { ProviderDeps } from "../contract";
import { DEADLINE_MS } from "../http";
import type { IvsOptions } from "./index";
import { mapError } from "./map-error";
import { createThrottles } from "./throttle";

type IvsCommand<In extends ServiceInputTypes, Out extends ServiceOutputTypes> = Command<
  ServiceInputTypes,
  In,
  ServiceOutputTypes,
  Out,
  IvsClientResolvedConfig
>;

/** The calls of one contract verb: they share its deadline. */
export interface Verb {
  readonly operation: string;
  readonly signal: AbortSignal;
  /** `action` is the command's name in an IAM policy: a bundler may change that of its class. Throws only `ProviderError`. */
  send<In extends ServiceInputTypes, Out extends ServiceOutputTypes>(
    action: string,
    command: IvsCommand<In, Out>,
  ): Promise<Out>;
  /** The same once only: for what must not happen twice when an answer is lost. */
  sendOnce<In extends ServiceInputTypes, Out extends ServiceOutputTypes>(
    action: string,
    command: IvsCommand<In, Out>,
    /** What the operation's limit is counted for, where it is not the account. */
    subject?: string,
  ): Promise<Out>;
}

export type BeginVerb = (operation: string, deadlineMs?: number) => Verb;

/** The way to the service: paced as the whole account is, with a deadline. */
export function createApi(options: IvsOptions, deps: ProviderDeps): BeginVerb {
  const throttleOf = createThrottles(deps.now);
  const client = (maxAttempts: number) =>
    new IvsClient({
      region: options.region,
      maxAttempts,
      // Adaptive retries would pace a second time, and past the deadline.
      retryMode: "standard",
      requestHandler: { connectionTimeout: 2_000 },
      ...(options.endpoint ? { endpoint: options.endpoint } : {}),
      ...(options.credentials ? { credentials: options.credentials } : {}),
    });
  const [patient, once] = [client(2), client(1)];
  return (operation, deadlineMs = DEADLINE_MS) => {
    const signal = AbortSignal.timeout(deadlineMs);
    const sendBy =
      (by: IvsClient) =>
      async <In extends ServiceInputTypes, Out extends ServiceOutputTypes>(
        action: string,
        command: IvsCommand<In, Out>,
        subject = "",
      ) => {
        const throttle = throttleOf(`${action} ${subject}`);
        // Within the SDK's own retries: each of them takes a turn.
        command.middlewareStack.add(
          (next) => async (args) => {
            const answered = await throttle.take(signal);
            try {
              return await next(args);
            } finally {
              answered();
            }
          },
          { step: "finalizeRequest", priority: "low", name: "pace" },
        );
        try {
          return await by.send(command, { abortSignal: signal });
        } catch (error) {
          throw mapError(operation, action, error);
        }
      };
    return { operation, signal, send: sendBy(patient), sendOnce: sendBy(once) };
  };
}
