import { type Browser, chromium } from "@playwright/test";
import { type NarrowUdp, startNarrowUdp } from "../bench/measure/narrow-udp";
import { CHROMIUM_ARGS, findChromium } from "../scripts/testing/programs.mjs";
import { CAMERA_ARGS } from "./harness/camera";
import { allowDevices, goLiveButton, openStudio, reroute, studio } from "./harness/studio";
import { expect, test } from "./harness/test";

test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({ ...launchOptions, args: [...CHROMIUM_ARGS, ...CAMERA_ARGS] }),
});

function launch(...args: string[]): Promise<Browser> {
  const executablePath = findChromium(chromium.executablePath()) ?? "";
  return chromium.launch({ executablePath, args: [...CHROMIUM_ARGS, ...args] });
}

test("who says no to the camera is told how to allow it", async ({ product }) => {
  // Without a window to ask in, this browser is told what somebody would click.
  const browser = await launch("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream=deny");
  const page = await browser.newPage({ locale: "en-US" });
  await openStudio(page, product, "Said no");
  await page.getByRole("button", { name: studio.ask.both }).click();
  const help = page.getByRole("alert").filter({ hasText: "This site may not use your camera." });
  await expect(help).toContainText(studio.allow.chromium);
  await expect(goLiveButton(page)).toBeHidden();
  await browser.close();
});

test("a computer without camera and microphone is told so", async ({ product }) => {
  const browser = await launch("--use-fake-ui-for-media-stream");
  const page = await browser.newPage({ locale: "en-US" });
  await openStudio(page, product, "Nothing plugged in");
  await page.getByRole("button", { name: studio.ask.both }).click();
  await expect(page.getByText("No camera was found.")).toBeVisible();
  await expect(page.getByRole("button", { name: studio.ask.screenOnly })).toBeEnabled();
  await browser.close();
});

test("an uplink of 300 kbit/s is measured as one, and a picture that fits is offered", async ({
  page,
  product,
}) => {
  const lines: NarrowUdp[] = [];
  await reroute(page, "/probe", async (port) => {
    const line = await startNarrowUdp(port, 300);
    lines.push(line);
    return line.port;
  });
  await openStudio(page, product, "From the hills");
  await allowDevices(page);
  const slow = page.getByText(/Your connection carries only \d+ kbit\/s: too little for this picture/);
  await expect(slow.first()).toBeVisible({ timeout: 30_000 });
  await page.getByRole("button", { name: /Use 240p/ }).click();
  await expect(page.getByLabel(studio.picture, { exact: true })).toHaveValue("240");
  await expect(goLiveButton(page)).toBeEnabled();
  for (const line of lines) await line.close();
});

test("a network that blocks UDP is told before going live, and what to do", async ({ page, product }) => {
  // Nobody listens on the discard port.
  await reroute(page, "/probe", async () => 9);
  await openStudio(page, product, "Hotel network");
  await allowDevices(page);
  await expect(page.getByText(studio.probe.line["no-path"]).first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(studio.blockers["no-path"])).toBeVisible();
  await expect(goLiveButton(page)).toBeDisabled();
});
