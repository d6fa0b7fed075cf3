import { randomBytes } from "node:crypto";
import {
  LABEL as CLOUDFLARE_LABEL,
  type CloudflareEmulator,
  startCloudflareEmulator,
} from "../../emulators/cloudflare/server";
import { LABEL as IVS_LABEL, type IvsEmulator, startIvsEmulator } from "../../emulators/ivs/server";
import { type Bucket, startBucket } from "../../emulators/media-plane/bucket";
import { startMediaPlane } from "../../emulators/media-plane/start-media-plane";
import { type Product, startProduct } from "./product";

/** Both services as stand-ins with real pictures, and a product that has accounts with them. */
export interface Clouds {
  readonly cloudflare: CloudflareEmulator;
  readonly ivs: IvsEmulator;
  readonly bucket: Bucket;
  readonly product: Product;
  /** Every value by which somebody could publish. */
  publishSecrets(): readonly string[];
  remove(): Promise<void>;
}

/** How long after a lost encoder a broadcast counts as over, in seconds. */
const RECONNECT_SECONDS = 2;

export async function startClouds(env: Record<string, string> = {}): Promise<Clouds> {
  const planes = [
    await startMediaPlane({ reconnectMs: 1_000, isRecorded: true, label: CLOUDFLARE_LABEL }),
    await startMediaPlane({ reconnectMs: 0, isRecorded: true, label: IVS_LABEL }),
  ] as const;
  const bucket = await startBucket("emulated-recordings");
  const cloudflare = await startCloudflareEmulator({ media: planes[0] });
  const ivs = await startIvsEmulator({ media: planes[1], bucket });
  const secret = () => randomBytes(24).toString("hex");
  const secrets = { events: secret(), notification: secret(), video: secret() };
  const product = await startProduct({
    env: {
      ...cloudflare.environment(),
      ...ivs.environment(),
      AWS_IVS_EVENTS_SECRET: secrets.events,
      CLOUDFLARE_NOTIFICATION_SECRET: secrets.notification,
      CLOUDFLARE_VIDEO_WEBHOOK_SECRET: secrets.video,
      RECONNECT_WINDOW_SECONDS: String(RECONNECT_SECONDS),
      ...env,
    },
  });
  const webhook = (provider: string) => `${product.url}/api/webhooks/${provider}`;
  cloudflare.tell({
    url: webhook("cloudflare"),
    notificationSecret: secrets.notification,
    videoSecret: secrets.video,
  });
  ivs.tell({ url: webhook("aws-ivs"), header: ["x-live-events-secret", secrets.events] });
  return {
    ...{ cloudflare, ivs, bucket, product },
    publishSecrets: () => [
      ...[...cloudflare.account.inputs.values()].flatMap(({ secrets: own }) => Object.values(own)),
      ...[...ivs.account.keys.values()].map(({ value }) => value),
      ...[cloudflare.apiToken, ...Object.values(secrets)],
    ],
    async remove() {
      await product.remove();
      await Promise.all([cloudflare.stop(), ivs.stop(), bucket.stop()]);
      await Promise.all(planes.map((plane) => plane.stop()));
    },
  };
}
