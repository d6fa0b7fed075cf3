import { readFileSync } from "node:fs";
import { cpus } from "node:os";

/** Linux counts process time in ticks of 10 ms (USER_HZ, proc(5)). */
const TICKS_PER_SECOND = 100;
const SHORTEST_SPAN_MS = 900;

/** Processor seconds that a process has used so far; null where the system doesn't tell, or it is gone. */
export function processSeconds(pid: number): number | null {
  if (process.platform !== "linux") return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command name may hold spaces; fields count from behind it.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return null;
  }
}

/** How many cores of the machine have been idle lately; null until it has been asked for about a second. */
export class IdleCores {
  private last = read();
  private lastAtMs = performance.now();
  private idle: number | null = null;

  value(): number | null {
    const nowMs = performance.now();
    if (nowMs - this.lastAtMs < SHORTEST_SPAN_MS) return this.idle;
    const now = read();
    const total = now.total - this.last.total;
    this.idle = total > 0 ? ((now.idle - this.last.idle) / total) * now.cores : null;
    this.last = now;
    this.lastAtMs = nowMs;
    return this.idle;
  }
}

function read(): { idle: number; total: number; cores: number } {
  const all = cpus();
  let idle = 0;
  let total = 0;
  for (const { times } of all) {
    idle += times.idle;
    total += times.user + times.nice + times.sys + times.idle + times.irq;
  }
  return { idle, total, cores: all.length };
}
