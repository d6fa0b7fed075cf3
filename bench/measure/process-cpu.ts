import { readdirSync, readFileSync } from "node:fs";

/** Linux counts process time in ticks of 10 ms (USER_HZ, proc(5)). */
const TICKS_PER_SECOND = 100;

/** CPU seconds used so far by a process and the children that it has now. Linux only. */
export function cpuSecondsOfTree(pid: number): number {
  const parents = readParents();
  const tree = new Set([pid]);
  for (let grown = true; grown; ) {
    const before = tree.size;
    for (const [child, parent] of parents) if (tree.has(parent)) tree.add(child);
    grown = tree.size > before;
  }
  return [...tree].reduce((sum, member) => sum + cpuSecondsOf(member), 0);
}

/** The processes that `pid` started and that are still there. */
export function childrenOf(pid: number): number[] {
  return [...readParents()].flatMap(([child, parent]) => (parent === pid ? [child] : []));
}

/** The descendant of `root` whose command line contains `needle`. */
export function findDescendant(root: number, needle: string): number | null {
  const parents = readParents();
  for (const [pid] of parents) {
    let ancestor: number | undefined = pid;
    while (ancestor !== undefined && ancestor !== root) ancestor = parents.get(ancestor);
    if (ancestor === root && pid !== root && commandLine(pid).includes(needle)) return pid;
  }
  return null;
}

/** Percent of one core that `cpuSecondsOfTree` grew by, per second of wall clock, while `work` ran. */
export async function cpuPercentWhile<T>(
  pid: number,
  work: () => Promise<T>,
): Promise<{ value: T; cpuPercent: number }> {
  const [cpuBefore, wallBefore] = [cpuSecondsOfTree(pid), performance.now()];
  const value = await work();
  const wallSeconds = (performance.now() - wallBefore) / 1000;
  return { value, cpuPercent: ((cpuSecondsOfTree(pid) - cpuBefore) / wallSeconds) * 100 };
}

function readParents(): Map<number, number> {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const fields = statFields(Number(name));
    if (fields) parents.set(Number(name), Number(fields[1]));
  }
  return parents;
}

function cpuSecondsOf(pid: number): number {
  const fields = statFields(pid);
  return fields ? (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND : 0;
}

/** The fields of /proc/PID/stat after the command name, which may itself hold spaces. */
function statFields(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}
