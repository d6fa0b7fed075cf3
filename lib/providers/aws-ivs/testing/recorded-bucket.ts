import type { Account } from "../../../../emulators/ivs/account";
import { startBucket } from "../../../../emulators/media-plane/bucket";

const PUBLIC_URL = "https://recordings.example.org";

export type RecordedBucket = Awaited<ReturnType<typeof startRecordedBucket>>;

/** A bucket into which tests write what the service would have recorded. Pages are small, so that every test turns some. */
export async function startRecordedBucket(account: Account) {
  const { bucketName: bucket, arn } = account.recording;
  const { endpoint, files, put, stop } = await startBucket(bucket, { pageSize: 3 });

  /** `ivs/v1/{account}/{channel}/2026/11/28/5/{minute}/{id}`: an hour, in one small segment. */
  function record(
    channelArn: string,
    wish: { readonly minute?: number; readonly id?: string; readonly end?: "ended" | "failed" | null } = {},
  ): string {
    const { minute = 7, id = "rec000000001", end = "ended" } = wish;
    const [, , , , accountId, resource = ""] = channelArn.split(":");
    const prefix = `ivs/v1/${accountId}/${resource.split("/")[1]}/2026/11/28/5/${minute}/${id}`;
    const hls = { path: "media/hls", playlist: "master.m3u8" };
    const began = { version: "v1", recording_started_at: "2026-11-28T05:07:02Z", channel_arn: channelArn };
    const tell = (name: string, recording_status: string, more: object) =>
      put(
        `${prefix}/events/recording-${name}.json`,
        JSON.stringify({ ...began, recording_status, media: { hls: { ...hls, ...more } } }),
        "application/json",
      );
    tell("started", "RECORDING_STARTED", {});
    put(`${prefix}/media/hls/720p30/0.ts`, "x".repeat(5_000), "video/mp2t");
    if (end) {
      put(`${prefix}/media/hls/master.m3u8`, "#EXTM3U\n", "application/vnd.apple.mpegurl");
      tell(end, `RECORDING_${end.toUpperCase()}`, { duration_ms: 3_600_000 });
    }
    return prefix;
  }

  return {
    ...{ record, publicUrl: PUBLIC_URL, bucket, files, put, stop },
    environment: (): Record<string, string> => ({
      AWS_IVS_RECORDING_CONFIGURATION_ARN: arn,
      AWS_IVS_RECORDINGS_BUCKET: bucket,
      AWS_IVS_RECORDINGS_URL: `${PUBLIC_URL}/`,
      AWS_IVS_RECORDINGS_ENDPOINT: endpoint,
    }),
  };
}
