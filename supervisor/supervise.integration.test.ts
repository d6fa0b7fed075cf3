import { stat } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import {
  type FakeInstallation,
  makeFakeInstallation,
  type RunningSupervisor,
} from "./testing/fake-installation";

const WAIT = { timeout: 20_000, interval: 50 };
let open: FakeInstallation[] = [];

afterEach(async () => {
  await Promise.all(open.map((installation) => installation.remove()));
  open = [];
});

async function install(): Promise<FakeInstallation> {
  const installation = await makeFakeInstallation();
  open.push(installation);
  return installation;
}

async function ready(supervisor: RunningSupervisor): Promise<void> {
  await vi.waitFor(() => expect(supervisor.output()).toContain("is running"), WAIT);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test("prints the address and the first administrator's link once, and keeps its folder private", async () => {
  const installation = await install();
  const supervisor = installation.start();
  await ready(supervisor);
  expect(supervisor.output()).toContain(`http://localhost:${installation.env.PORT}`);
  expect(supervisor.output().match(/setup\?token=once/g)).toHaveLength(1);
  expect((await stat(installation.dataDir)).mode & 0o777).toBe(0o700);
  expect((await stat(join(installation.dataDir, "secrets.json"))).mode & 0o777).toBe(0o600);
});

test("gives the media server nothing but the secret of its signed calls", async () => {
  const installation = await install();
  const supervisor = installation.start({ ADMIN_PASSWORD: "correct horse battery", GITHUB_SECRET: "x" });
  await ready(supervisor);
  const envOf = async (port: string | undefined): Promise<Record<string, string>> =>
    (await fetch(`http://127.0.0.1:${port}/env`)).json();
  const web = await envOf(installation.env.PORT);
  const media = await envOf(installation.env.MEDIA_CONTROL_PORT);
  expect(web.AUTH_SECRET).toHaveLength(43);
  expect(web.NEXTAUTH_SECRET).toBe(web.AUTH_SECRET);
  expect(media.MEDIA_SECRET).toBe(web.MEDIA_SECRET);
  const known = Object.keys(media).filter((name) => /SECRET|KEY|PASSWORD|TOKEN|DATABASE/.test(name));
  expect(known).toEqual(["MEDIA_SECRET"]);
});

test("refuses a second start on the same folder in one sentence that names it", async () => {
  const installation = await install();
  await ready(installation.start());
  const second = installation.start({ PORT: "29001", MEDIA_HTTP_PORT: "29002", MEDIA_CONTROL_PORT: "29003" });
  expect(await second.exited).toBe(1);
  expect(second.output()).toContain(`${installation.dataDir} is in use`);
  expect(second.output()).not.toContain("    at ");
});

test("names the variable of a busy port", async () => {
  const installation = await install();
  const squatter = createServer().listen(Number(installation.env.RTMP_PORT), "127.0.0.1");
  await new Promise((settle) => squatter.once("listening", settle));
  const supervisor = installation.start();
  expect(await supervisor.exited).toBe(1);
  expect(supervisor.output()).toContain(`Port ${installation.env.RTMP_PORT} on 127.0.0.1 is already in use`);
  expect(supervisor.output()).toContain("RTMP_PORT");
  squatter.close();
});

test("leaves within 10 s of SIGTERM although a browser holds an event stream and the app clings to it", async () => {
  const installation = await install();
  const supervisor = installation.start();
  await ready(supervisor);
  const events = await fetch(`http://127.0.0.1:${installation.env.PORT}/events`);
  const reader = events.body?.getReader();
  await reader?.read();
  const from = performance.now();
  supervisor.process.kill("SIGTERM");
  expect(await supervisor.exited).toBe(0);
  expect(performance.now() - from).toBeLessThan(10_000);
  expect(supervisor.output()).toContain("web was asked to stop");
  expect(isAlive(supervisor.pidOf("web"))).toBe(false);
  await reader?.cancel().catch(() => {});
});

test("can be stopped while a process does not answer", async () => {
  const supervisor = (await install()).start({ FAKE_NEVER_HEALTHY: "1" });
  await vi.waitFor(() => expect(supervisor.pidOf("web")).toBeGreaterThan(0), WAIT);
  const from = performance.now();
  supervisor.process.kill("SIGTERM");
  expect(await supervisor.exited).toBe(0);
  expect(performance.now() - from).toBeLessThan(10_000);
});

test("a second signal ends everything at once", async () => {
  const supervisor = (await install()).start();
  await ready(supervisor);
  supervisor.process.kill("SIGINT");
  await vi.waitFor(() => expect(supervisor.output()).toContain("web was asked to stop"), WAIT);
  const from = performance.now();
  supervisor.process.kill("SIGINT");
  expect(await supervisor.exited).toBe(1);
  expect(performance.now() - from).toBeLessThan(1_000);
});

test("restarts a killed process with growing pauses while the other one goes on", async () => {
  const supervisor = (await install()).start();
  await ready(supervisor);
  const media = supervisor.pidOf("media");
  for (const pause of ["0.5 s", "1 s"]) {
    const web = supervisor.pidOf("web");
    process.kill(web, "SIGKILL");
    await vi.waitFor(() => expect(supervisor.output()).toContain(`Restarting it in ${pause}`), WAIT);
    await vi.waitFor(() => expect(supervisor.pidOf("web")).not.toBe(web), WAIT);
  }
  expect(supervisor.pidOf("media")).toBe(media);
  expect(isAlive(media)).toBe(true);
});

test("stops with the child's own words when its settings are wrong", async () => {
  const supervisor = (await install()).start({ FAKE_BAD_CONFIG: "1" });
  expect(await supervisor.exited).toBe(1);
  expect(supervisor.output()).toContain("ADMIN_PASSWORD is weak.");
});

test("children of a killed supervisor leave by themselves, and a new start works at once", async () => {
  const installation = await install();
  const first = installation.start();
  await ready(first);
  const orphans = [first.pidOf("web"), first.pidOf("media")];
  first.process.kill("SIGKILL");
  const second = installation.start();
  await ready(second);
  await vi.waitFor(() => expect(orphans.filter(isAlive)).toEqual([]), WAIT);
});
