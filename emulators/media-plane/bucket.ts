import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readBody } from "../read-body";

/** A bucket of an S3-compatible store that everybody may read, as one is that has a CDN in front of it. */
export interface Bucket {
  /** Path style: `{endpoint}/{bucket}/{key}`. */
  readonly endpoint: string;
  /** By key. */
  readonly files: ReadonlyMap<string, StoredFile>;
  put(key: string, body: Buffer | string, type: string): void;
  stop(): Promise<void>;
}

interface StoredFile {
  readonly body: Buffer;
  readonly type: string;
}
interface Answer {
  readonly status: number;
  readonly body?: Buffer | string;
  readonly type?: string;
}

const XML = "application/xml";
const CORS = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };
const MAX_BODY_BYTES = 1_000_000;
const missing = (code: string): Answer => ({
  status: 404,
  type: XML,
  body: `<Error><Code>${code}</Code></Error>`,
});

/**
 * In memory, on a free port of 127.0.0.1: what of the protocol is used with recordings of others (`GET`, `HEAD`,
 * `ListObjectsV2` with folders and pages, `DeleteObjects`). Whoever calls is let in; signatures are not looked at.
 */
export async function startBucket(name: string, { pageSize = 1_000 } = {}): Promise<Bucket> {
  const files = new Map<string, StoredFile>();

  function answer(method: string, url: URL, body: string): Answer {
    const [, bucket = "", ...parts] = decodeURIComponent(url.pathname).split("/");
    const key = parts.join("/");
    if (bucket !== name) return missing("NoSuchBucket");
    if (method === "OPTIONS") return { status: 204 };
    if (method === "POST" && url.searchParams.has("delete")) {
      for (const [, one = ""] of body.matchAll(/<Key>([^<]*)<\/Key>/g)) files.delete(one);
      return { status: 200, type: XML, body: "<DeleteResult/>" };
    }
    if (key === "") return { status: 200, type: XML, body: list(files, url.searchParams, pageSize) };
    const file = files.get(key);
    return file ? { status: 200, ...file } : missing("NoSuchKey");
  }

  const server = createServer(async (request, response) => {
    const body = await readBody(request, MAX_BODY_BYTES).catch(() => null);
    if (body === null) return response.destroy();
    const url = new URL(request.url ?? "/", "http://store");
    const { status, body: content, type } = answer(request.method ?? "", url, body);
    response.writeHead(status, { ...CORS, ...(type ? { "content-type": type } : {}) });
    response.end(request.method === "HEAD" ? undefined : content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server always has an AddressInfo.
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    files,
    put: (key, body, type) => void files.set(key, { body: Buffer.from(body), type }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** `ListObjectsV2`: keys, and with a delimiter folders, in order; pages go on after the last name. */
function list(files: ReadonlyMap<string, StoredFile>, wish: URLSearchParams, pageSize: number): string {
  const [prefix, delimiter] = [wish.get("prefix") ?? "", wish.get("delimiter")];
  const after = wish.get("continuation-token") ?? "";
  const folderOf = (key: string) => {
    const end = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
    return end < 0 ? null : key.slice(0, end + 1);
  };
  const names = [...files.keys()].filter((key) => key.startsWith(prefix)).map((key) => folderOf(key) ?? key);
  const sorted = [...new Set(names)].sort().filter((one) => one > after);
  const page = sorted.slice(0, pageSize);
  const items = page.map((one) =>
    one.endsWith("/")
      ? `<CommonPrefixes><Prefix>${one}</Prefix></CommonPrefixes>`
      : `<Contents><Key>${one}</Key><Size>${files.get(one)?.body.length}</Size></Contents>`,
  );
  const isMore = sorted.length > page.length;
  const next = isMore ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : "";
  return `<ListBucketResult><IsTruncated>${isMore}</IsTruncated>${items.join("")}${next}</ListBucketResult>`;
}
