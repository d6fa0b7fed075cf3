import { PGlite } from "@electric-sql/pglite";
import { beforeEach, expect, test } from "vitest";
import { POST as eventsRoute } from "../../app/api/webhooks/[provider]/route";
import { GET as healthz } from "../../app/healthz/route";
import { GET as metricsRoute } from "../../app/metrics/route";
import { GET as readyz } from "../../app/readyz/route";
import { useConnection } from "../db/client";
import { overPglite } from "../db/open-database";
import { parseEnvironment } from "../env";
import { createStream } from "../streams/create-stream";
import { makeActor } from "../testing/accounts";
import { TEST_SECRET, useEnvironment } from "../testing/app-environment";
import { useBackend } from "../testing/backend";
import { EVENTS_PATH, sendEvent } from "../testing/call-webhooks";
import { DEFAULT_PROVIDER } from "../testing/default-provider";
import { mediaRun, snapshot } from "../testing/media-events";
import { signedRequest } from "../testing/media-server-double";

const TOKEN = "a-token-for-the-scraper-1";
const backend = useBackend();

beforeEach(() => useEnvironment({ MEDIA_CONTROL_URL: backend.media.url, METRICS_TOKEN: TOKEN }));

const scrape = (authorization?: string) =>
  metricsRoute(new Request("http://app.test/metrics", authorization ? { headers: { authorization } } : {}));

test("without a token in the environment there are no metrics, whatever is sent", async () => {
  useEnvironment({ MEDIA_CONTROL_URL: backend.media.url, METRICS_TOKEN: "" });
  for (const authorization of [undefined, "Bearer", "Bearer undefined", `Bearer ${TOKEN}`])
    expect((await scrape(authorization)).status).toBe(404);
});

test("only who brings the token reads them; a short token can't be set", async () => {
  for (const authorization of [undefined, TOKEN, `Basic ${TOKEN}`, `Bearer ${TOKEN}x`, "Bearer a"])
    expect((await scrape(authorization)).status).toBe(401);
  expect((await scrape(`Bearer ${TOKEN}`)).status).toBe(200);
  const environment = { AUTH_SECRET: TEST_SECRET, ENCRYPTION_KEY: TEST_SECRET, MEDIA_SECRET: TEST_SECRET };
  expect(() => parseEnvironment({ ...environment, METRICS_TOKEN: "short" })).toThrow(/METRICS_TOKEN/);
});

test("they count streams, reports and what the app depends on, and name nobody", async () => {
  const creator = await makeActor("creator", "Nadège Pierre");
  const { id } = await createStream(creator, { title: "Konpa" });
  await sendEvent(mediaRun(1)({ type: "stream.live", stream: snapshot(id) }));
  const forged = await signedRequest("another-secret-of-more-than-32-characters", EVENTS_PATH, {});
  const provider = { params: Promise.resolve({ provider: DEFAULT_PROVIDER }) };
  expect((await eventsRoute(forged, provider)).status).toBe(401);
  const text = await (await scrape(`Bearer ${TOKEN}`)).text();
  for (const line of [
    'live_web_streams{broadcast="live"} 1',
    'live_web_webhooks_total{outcome="accepted"} 1',
    'live_web_webhooks_total{outcome="refused"} 1',
    'live_web_dependency_up{dependency="database"} 1',
    'live_web_dependency_up{dependency="media-server"} 1',
    "live_web_dashboards 0",
    `live_web_provider_circuit_state{provider="${DEFAULT_PROVIDER}"} 0`,
  ]) {
    expect(text.split("\n")).toContain(line);
  }
  expect(text).toContain("nodejs_eventloop_lag_p99_seconds");
  for (const name of [id, "Konpa", "Pierre", creator.userId, TOKEN]) expect(text).not.toContain(name);
});

test("alive is not ready: without the media server, or without the database, visitors go elsewhere", async () => {
  expect((await readyz()).status).toBe(200);
  useEnvironment({ MEDIA_CONTROL_URL: "http://127.0.0.1:9" });
  expect(await (await readyz()).text()).toBe("not ready\n");
  useEnvironment({ MEDIA_CONTROL_URL: backend.media.url });
  const gone = overPglite(new PGlite());
  await gone.close();
  useConnection(gone);
  expect((await readyz()).status).toBe(503);
  expect((await healthz()).status).toBe(200);
  useConnection(backend.database);
  expect((await readyz()).status).toBe(200);
});
