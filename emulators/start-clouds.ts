import { randomBytes } from "node:crypto";
import {
  LABEL as CLOUDFLARE_LABEL,
  type CloudflareEmulator,
  startCloudflareEmulator,
} from "./cloudflare/server";
import { LABEL as IVS_LABEL, type IvsEmulator, startIvsEmulator } from "./ivs/server";
import { type Bucket, startBucket } from "./media-plane/bucket";
import { startMediaPlane } from "./media-plane/start-media-plane";

/** Both services as stand-ins with real pictures, on free ports of 127.0.0.1. */
export interface Clouds {
  readonly cloudflare: CloudflareEmulator;
  readonly ivs: IvsEmulator;
  readonly bucket: Bucket;
  /** What a product needs to have accounts with them. */
  environment(): Record<string, string>;
  /** From now on they report to this product. */
  tell(productUrl: string): void;
  /** Every value by which somebody could publish, or speak for them. */
  secrets(): readonly string[];
  stop(): Promise<void>;
}

/** `isDemo` lets them run in production mode; every page is labelled then. */
export async function startClouds({ isDemo = false } = {}): Promise<Clouds> {
  const planes = [
    await startMediaPlane({ reconnectMs: 1_000, isRecorded: true, label: CLOUDFLARE_LABEL }),
    await startMediaPlane({ reconnectMs: 0, isRecorded: true, label: IVS_LABEL }),
  ] as const;
  const bucket = await startBucket("emulated-recordings");
  const cloudflare = await startCloudflareEmulator({ media: planes[0], isDemo });
  const ivs = await startIvsEmulator({ media: planes[1], bucket, isDemo });
  const secret = () => randomBytes(24).toString("hex");
  const secrets = { events: secret(), notification: secret(), video: secret() };
  return {
    ...{ cloudflare, ivs, bucket },
    environment: () => ({
      ...cloudflare.environment(),
      ...ivs.environment(),
      AWS_IVS_EVENTS_SECRET: secrets.events,
      CLOUDFLARE_NOTIFICATION_SECRET: secrets.notification,
      CLOUDFLARE_VIDEO_WEBHOOK_SECRET: secrets.video,
    }),
    tell(productUrl) {
      const webhook = (provider: string) => `${productUrl}/api/webhooks/${provider}`;
      cloudflare.tell({
        url: webhook("cloudflare"),
        notificationSecret: secrets.notification,
        videoSecret: secrets.video,
      });
      ivs.tell({ url: webhook("aws-ivs"), header: ["x-live-events-secret", secrets.events] });
    },
    secrets: () => [
      ...[...cloudflare.account.inputs.values()].flatMap(({ secrets: own }) => Object.values(own)),
      ...[...ivs.account.keys.values()].map(({ value }) => value),
      ...[cloudflare.apiToken, ...Object.values(secrets)],
    ],
    async stop() {
      await Promise.all([cloudflare.stop(), ivs.stop(), bucket.stop()]);
      await Promise.all(planes.map((plane) => plane.stop()));
    },
  };
}
