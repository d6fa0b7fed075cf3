import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { ConfigError } from "./config";

export interface PortClaim {
  /** The environment variable that sets it. */
  readonly variable: string;
  readonly host: string;
  readonly port: number;
}

/**
 * Throws one `ConfigError` that names every port that can't be listened on. `patienceMs`: how long to wait
 * for children of a run that was killed to let go of theirs.
 */
export async function checkPorts(claims: readonly PortClaim[], patienceMs = 0): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const refusals = (await Promise.all(claims.map(findRefusal))).filter((line) => line !== null);
    if (refusals.length === 0) return;
    if (Date.now() >= deadline) throw new ConfigError(refusals.join("\n"));
    await delay(100);
  }
}

function findRefusal(claim: PortClaim): Promise<string | null> {
  return new Promise((settle) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => settle(explain(claim, error.code)));
    probe.listen({ port: claim.port, host: claim.host, exclusive: true }, () => {
      probe.close(() => settle(null));
    });
  });
}

function explain({ variable, host, port }: PortClaim, code: string | undefined): string {
  const change = `set ${variable} to another one, for example ${variable}=${port < 1024 ? port + 8000 : port + 1}`;
  if (code === "EADDRINUSE") {
    return `Port ${port} on ${host} is already in use. Stop what uses it, or ${change}.`;
  }
  if (code === "EACCES") return `Port ${port} needs administrator rights here; ${change}.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return `HOST ${host} is not an address of this machine; use 127.0.0.1, 0.0.0.0 or one of its own.`;
  }
  return `Port ${port} on ${host} can't be listened on (${code ?? "unknown error"}); ${change}.`;
}
