import { monthView1mPgliteMs, monthView10mPostgresMs } from "./month-view";

/** A process of its own, started by `month-main.ts`: verbs of the web app load under its own import condition only. */
const oneMillion = await monthView1mPgliteMs();
console.log(`month view, 1,000,000 rows, embedded: ${oneMillion} ms`);
const tenMillion = await monthView10mPostgresMs();
console.log(`month view, 10,000,000 rows, Postgres: ${tenMillion} ms`);
console.log(JSON.stringify({ monthView1mPgliteMs: oneMillion, monthView10mPostgresMs: tenMillion }));
