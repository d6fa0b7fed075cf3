import { decisionMicros, dryRun100kMs } from "./decide-many";
import { monthView1mPgliteMs, monthView10mPostgresMs } from "./month-view";

/** A process of its own, started by `routing-main.ts`: verbs of the web app load under its own import condition only. */
const decision = decisionMicros();
console.log(`one decision by a policy of 50 rules: ${decision} µs (bound 10)`);
const dryRun = dryRun100kMs();
console.log(`rehearsal of 100,000 streams, with money: ${dryRun} ms (bound 2,000)`);
const oneMillion = await monthView1mPgliteMs();
console.log(`month in money, 1,000,000 rows, embedded: ${oneMillion} ms (bound 300)`);
const tenMillion = await monthView10mPostgresMs();
console.log(`month in money, 10,000,000 rows, Postgres: ${tenMillion} ms (bound 300)`);
console.log(
  JSON.stringify({
    decisionMicros: decision,
    dryRun100kMs: dryRun,
    monthView1mPgliteMs: oneMillion,
    monthView10mPostgresMs: tenMillion,
  }),
);
