import { finish, goIdle, goLive } from "../../../emulators/cloudflare/account";
import { type CloudflareEmulator, startCloudflareEmulator } from "../../../emulators/cloudflare/server";
import { videoWebhook } from "../../../emulators/cloudflare/webhooks";
import { describeProvider, type Harness } from "../conformance";
import { cloudflare } from "./index";

const SECRET = "webhook-secret-for-conformance";

function harness(pair: "rtmps" | "whip"): Harness {
  let emulator: CloudflareEmulator;
  const secrets: string[] = [SECRET];
  return {
    secrets,
    environment: () => ({
      ...emulator.environment(),
      CLOUDFLARE_PAIR: pair,
      CLOUDFLARE_VIDEO_WEBHOOK_SECRET: SECRET,
    }),
    start: async () => {
      emulator = await startCloudflareEmulator();
      secrets.push(emulator.apiToken, emulator.account.signingKey.pem.slice(100, 200));
    },
    stop: () => emulator.stop(),
    behave: (how) => emulator.behave(how === "normal" ? "none" : how),
    probe: (provider, ref) => provider.getStatus(ref),
    webhook: async (ref) => {
      const { account } = emulator;
      const input = account.inputs.get(ref.id);
      if (input) input.recording.mode = "automatic";
      goLive(account, ref.id, Date.now() - 60_000);
      const video = goIdle(account, ref.id, Date.now());
      if (!video) throw new Error("nothing was recorded");
      const { body, headers } = videoWebhook(finish(account, video.uid), SECRET, Date.now());
      const path = "/api/webhooks/cloudflare";
      return { method: "POST", path, body, header: (name) => headers[name.toLowerCase()] ?? null };
    },
  };
}

describeProvider(cloudflare, harness("rtmps"));
describeProvider(cloudflare, harness("whip"));
