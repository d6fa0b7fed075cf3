import { runAbuse } from "./abuse/main";
import { runGoLive } from "./golive";
import { runLatency } from "./latency";
import { runLighthouse } from "./lighthouse/main";
import { runOrigin } from "./origin/main";
import { runProviders } from "./providers/main";
import { runRouting } from "./routing/routing-main";
import { runSoak } from "./soak/main";
import { runViewers } from "./viewers";

const BENCHES: Record<string, (args: readonly string[]) => Promise<unknown>> = {
  latency: runLatency,
  origin: runOrigin,
  viewers: runViewers,
  golive: runGoLive,
  abuse: runAbuse,
  soak: runSoak,
  lighthouse: runLighthouse,
  providers: runProviders,
  routing: runRouting,
};

const [name = "", ...args] = process.argv.slice(2);
const bench = BENCHES[name];
if (!bench) {
  console.error(`Usage: npm run bench -- ${Object.keys(BENCHES).join(" | ")}`);
  process.exit(2);
}
// The last line is one JSON object, for machines that compare runs.
console.log(JSON.stringify(await bench(args)));
process.exit(0);
