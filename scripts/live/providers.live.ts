import { describe } from "vitest";
import { describeProvider } from "../../lib/providers/conformance";
import { listCandidates } from "./candidates";

const runId = process.env.LIVE_TEST_RUN;
if (!runId) throw new Error("run this by npm run test:live, which cleans up");

/** Values that may stand in an address or be found by anybody. */
const PUBLIC = /REGION|TYPE|MODE|PAIR|ORIGINS|LATENCY|DAYS|CODE|_URL$|_ARN$|_ID$|BUCKET/;

for (const { definition, missing } of listCandidates(process.env)) {
  if (missing.length > 0) continue;
  describe("at the service itself", () => {
    const environment = Object.fromEntries(
      Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])),
    );
    const isItsOwn = (name: string) => /^(AWS_IVS|CLOUDFLARE)_/.test(name) && !PUBLIC.test(name);
    describeProvider(definition, {
      environment: () => environment,
      secrets: Object.entries(environment).flatMap(([name, value]) => (isItsOwn(name) ? [value] : [])),
      streamId: `${runId}-${definition.id}`,
      start: async () => {},
      stop: async () => {},
      probe: (provider, ref) => provider.getStatus(ref),
    });
  });
}
