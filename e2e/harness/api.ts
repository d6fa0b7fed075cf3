import { z } from "zod";
import type { EncoderTarget } from "./encoder";
import { ADMIN, type Product } from "./product";
import { waitFor } from "./wait-for";

/** What these tests rely on of an answer; the API may say more. */
const ApiStream = z.object({
  id: z.string(),
  title: z.string(),
  state: z.object({ broadcast: z.string(), ingest: z.string(), health: z.string() }),
  watchUrl: z.string(),
  viewers: z.number().nullable(),
  playback: z.array(
    z.object({
      kind: z.string(),
      url: z.string(),
      replay: z.object({ durationMs: z.number() }).optional(),
    }),
  ),
  ingest: z
    .array(z.object({ kind: z.string(), server: z.string().optional(), streamKey: z.string() }))
    .optional(),
});
export type ApiStream = z.infer<typeof ApiStream>;

/** A call to the REST API; `token: null` calls as a stranger. */
export async function callApi(
  product: Product,
  method: string,
  path: string,
  { body, token = ADMIN.apiToken }: { body?: unknown; token?: string | null } = {},
): Promise<Response> {
  return fetch(`${product.url}/api/v1${path}`, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

export async function createStream(product: Product, title: string): Promise<ApiStream> {
  return expectStream(await callApi(product, "POST", "/streams", { body: { title } }));
}

export async function getStream(product: Product, streamId: string): Promise<ApiStream> {
  return expectStream(await callApi(product, "GET", `/streams/${streamId}`));
}

/** Where the owner's encoder sends to. */
export function encoderTarget(stream: ApiStream): EncoderTarget {
  const target = stream.ingest?.find(({ kind }) => kind === "rtmp");
  if (!target?.server) throw new Error("the answer holds no RTMP target");
  return { server: target.server, streamKey: target.streamKey };
}

export async function waitForBroadcast(
  product: Product,
  streamId: string,
  broadcast: string,
  deadlineMs = 20_000,
): Promise<void> {
  let seen = "";
  await waitFor(
    `stream ${streamId} is ${broadcast}`,
    async () => {
      seen = (await getStream(product, streamId)).state.broadcast;
      return seen === broadcast;
    },
    deadlineMs,
  ).catch((error: Error) => {
    throw new Error(`${error.message}; it was ${seen}`);
  });
}

async function expectStream(response: Response): Promise<ApiStream> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${response.url}: ${text}`);
  return ApiStream.parse(JSON.parse(text));
}
