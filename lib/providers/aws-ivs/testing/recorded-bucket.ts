import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Account } from "../../../../emulators/ivs/account";

const PUBLIC_URL = "https://recordings.example.org";

export type RecordedBucket = Awaited<ReturnType<typeof startRecordedBucket>>;

/** A bucket on this machine into which tests write what the service would have recorded. It lets anybody in. */
export async function startRecordedBucket(account: Account) {
  const { bucketName: bucket, arn } = account.recording;
  const files = new Map<string, string>();
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    const { status, text } = answer(request.method ?? "", new URL(request.url ?? "/", "http://store"), body);
    response.writeHead(status, { "content-type": "application/xml" }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  function answer(method: string, { pathname, searchParams }: URL, body: string) {
    const [, name = "", ...parts] = decodeURIComponent(pathname).split("/");
    const key = parts.join("/");
    if (name !== bucket) return { status: 404, text: "<Error><Code>NoSuchBucket</Code></Error>" };
    if (method === "POST" && searchParams.has("delete")) {
      for (const [, one = ""] of body.matchAll(/<Key>([^<]*)<\/Key>/g)) files.delete(one);
      return { status: 200, text: "<DeleteResult/>" };
    }
    if (key === "") return { status: 200, text: method === "HEAD" ? "" : list(searchParams) };
    const text = files.get(key);
    return text === undefined
      ? { status: 404, text: "<Error><Code>NoSuchKey</Code></Error>" }
      : { status: 200, text };
  }

  /** Pages are small here, so that every test turns some. */
  function list(wish: URLSearchParams): string {
    const [prefix, delimiter] = [wish.get("prefix") ?? "", wish.get("delimiter")];
    const after = wish.get("continuation-token") ?? "";
    const folderOf = (key: string) => {
      const end = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
      return end < 0 ? null : key.slice(0, end + 1);
    };
    const names = [...files.keys()]
      .filter((key) => key.startsWith(prefix))
      .map((key) => folderOf(key) ?? key);
    const sorted = [...new Set(names)].sort().filter((one) => one > after);
    const page = sorted.slice(0, 3);
    const items = page.map((one) =>
      one.endsWith("/")
        ? `<CommonPrefixes><Prefix>${one}</Prefix></CommonPrefixes>`
        : `<Contents><Key>${one}</Key><Size>${files.get(one)?.length}</Size></Contents>`,
    );
    const next = sorted.length > 3 ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : "";
    return `<ListBucketResult>${items.join("")}${next}</ListBucketResult>`;
  }

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
      files.set(
        `${prefix}/events/recording-${name}.json`,
        JSON.stringify({ ...began, recording_status, media: { hls: { ...hls, ...more } } }),
      );
    tell("started", "RECORDING_STARTED", {});
    files.set(`${prefix}/media/hls/720p30/0.ts`, "x".repeat(5_000));
    if (end) {
      files.set(`${prefix}/media/hls/master.m3u8`, "#EXTM3U\n");
      tell(end, `RECORDING_${end.toUpperCase()}`, { duration_ms: 3_600_000 });
    }
    return prefix;
  }

  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    record,
    publicUrl: PUBLIC_URL,
    bucket,
    files,
    environment: (): Record<string, string> => ({
      AWS_IVS_RECORDING_CONFIGURATION_ARN: arn,
      AWS_IVS_RECORDINGS_BUCKET: bucket,
      AWS_IVS_RECORDINGS_URL: `${PUBLIC_URL}/`,
      AWS_IVS_RECORDINGS_ENDPOINT: endpoint,
    }),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
