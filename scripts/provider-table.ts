import type { Capabilities } from "../lib/providers/contract";
import { listProviders } from "../lib/providers/registry";

const yes = (is: boolean) => (is ? "yes" : "no");
const seconds = (ms: number) => `${Number((ms / 1000).toFixed(1))} s`;

const ROWS: readonly (readonly [string, (one: Capabilities) => string])[] = [
  ["ways in", ({ ingest }) => ingest.join(", ")],
  ["ways to watch", ({ playback }) => playback.join(", ")],
  ["usual delay", ({ latencyMs }) => seconds(latencyMs.typical)],
  [
    "viewers",
    ({ maxViewers }) => (maxViewers === null ? "no stated limit" : maxViewers.toLocaleString("en")),
  ],
  ["seek back while live", ({ dvrSeconds }) => (dvrSeconds > 0 ? seconds(dvrSeconds * 1000) : "no")],
  ["recordings in the product", ({ recording }) => yes(recording)],
  ["of private streams too", ({ recording, privateReplays }) => yes(recording && privateReplays)],
  ["private streams", ({ privatePlayback }) => yes(privatePlayback)],
  [
    "opened and closed while on air",
    ({ privatePlayback, accessFixedOnAir }) => yes(privatePlayback && !accessFixedOnAir),
  ],
  ["viewers' addresses are exposed", ({ exposesAddresses }) => yes(exposesAddresses)],
  ["stop keeps the encoder out", ({ stopIsFinal }) => yes(stopIsFinal)],
  ["billed", ({ billing }) => billing.replaceAll("-", " ")],
];

/** What every provider can do, and what it can when set up otherwise, as a table in Markdown, from the same data by which the product decides. */
export function providerTable(): string {
  const columns = listProviders().flatMap(({ label, capabilities, variants = [] }) => [
    { name: label, capabilities },
    ...variants,
  ]);
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(["", ...columns.map(({ name }) => name)]),
    line(["---", ...columns.map(() => "---")]),
    ...ROWS.map(([name, tell]) => line([name, ...columns.map(({ capabilities }) => tell(capabilities))])),
  ].join("\n");
}
