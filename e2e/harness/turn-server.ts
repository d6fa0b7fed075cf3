import { spawn } from "node:child_process";
import { findTurnServer } from "../../scripts/testing/programs.mjs";
import { waitFor } from "./wait-for";

export interface TurnServer {
  stop(): Promise<void>;
}

export const TURN_SECRET = "turn-secret-for-journeys";
/** Fixed, as the product has to be told before anything is started; far from the ports that systems give out. */
export const TURN_URL = "turn:127.0.0.1:13478?transport=udp";

/** A real coturn on loopback, with the credentials that the media server makes; null where it isn't installed. */
export async function startTurnServer(): Promise<TurnServer | null> {
  const program = findTurnServer();
  if (!program) return null;
  const child = spawn(
    program,
    [
      ...[
        "-n",
        "--no-cli",
        "--log-file=stdout",
        "--simple-log",
        "--no-tls",
        "--no-dtls",
        "--no-multicast-peers",
      ],
      ...["--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1", "--listening-port=13478", "--pidfile="],
      ...["--min-port=49160", "--max-port=49200", "--realm=live.local", "--fingerprint"],
      ...["--use-auth-secret", `--static-auth-secret=${TURN_SECRET}`, "--allow-loopback-peers"],
    ],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  const exited = new Promise<void>((settle) => child.once("exit", () => settle()));
  await waitFor("coturn listens", async () => text.includes("Total General servers"), 10_000).catch(
    (error: Error) => {
      child.kill("SIGKILL");
      throw new Error(`${error.message}\n${text}`);
    },
  );
  return {
    async stop() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}
