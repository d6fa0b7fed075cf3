import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import { ProviderError } from "../errors";
import type { Verb } from "./api";
import type { IvsOptions, RecordingOptions } from "./index";
import { mapError } from "./map-error";

/** A call goes with the deadline of its verb. */
type Call = Pick<Verb, "operation" | "signal">;

/** The bucket that recordings are written into. Throws only `ProviderError`. */
export interface RecordingStore {
  /** Folders right below `prefix`, whole, with their slash. */
  folders(call: Call, prefix: string): Promise<readonly string[]>;
  /** Names and sizes of everything below `prefix`. */
  files(call: Call, prefix: string): Promise<readonly { readonly key: string; readonly bytes: number }[]>;
  /** Null where there is no such file. */
  read(call: Call, key: string): Promise<string | null>;
  /** Absent already is success; what was deleted when time runs out stays so. */
  deleteAll(call: Call, prefix: string): Promise<void>;
  /** Throws when the bucket can't be looked at. */
  check(call: Call): Promise<void>;
}

const silence = () => {};

/** With the same credentials as the control plane, in the same region: a recording configuration allows no other. */
export function createStore(options: IvsOptions, { bucket, endpoint }: RecordingOptions): RecordingStore {
  const client = new S3Client({
    region: options.region,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 2_000 },
    // Newer checksums are not known to every stand-in.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    // What fails is told by whoever asked.
    logger: { trace: silence, debug: silence, info: silence, warn: silence, error: silence },
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    ...(options.credentials ? { credentials: options.credentials } : {}),
  });

  async function mapped<T>({ operation }: Call, action: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw mapError(operation, `s3:${action}`, error);
    }
  }

  async function* pages({ signal }: Call, wish: { Prefix: string; Delimiter?: string }) {
    let ContinuationToken: string | undefined;
    do {
      const list = new ListObjectsV2Command({ Bucket: bucket, ...wish, ContinuationToken });
      const page = await client.send(list, { abortSignal: signal });
      yield page;
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
  }

  return {
    folders: (call, prefix) =>
      mapped(call, "ListBucket", async () => {
        const found: string[] = [];
        for await (const page of pages(call, { Prefix: prefix, Delimiter: "/" }))
          found.push(...(page.CommonPrefixes ?? []).flatMap(({ Prefix }) => Prefix ?? []));
        return found;
      }),
    files: (call, prefix) =>
      mapped(call, "ListBucket", async () => {
        const found = [];
        for await (const page of pages(call, { Prefix: prefix }))
          for (const { Key, Size } of page.Contents ?? [])
            if (Key) found.push({ key: Key, bytes: Size ?? 0 });
        return found;
      }),
    read: (call, key) =>
      mapped(call, "GetObject", async () => {
        try {
          const get = new GetObjectCommand({ Bucket: bucket, Key: key });
          const { Body } = await client.send(get, { abortSignal: call.signal });
          return (await Body?.transformToString()) ?? null;
        } catch (error) {
          if (error instanceof Error && error.name === "NoSuchKey") return null;
          throw error;
        }
      }),
    deleteAll: (call, prefix) =>
      mapped(call, "DeleteObject", async () => {
        for await (const { Contents = [] } of pages(call, { Prefix: prefix })) {
          const Objects = Contents.flatMap(({ Key }) => (Key === undefined ? [] : [{ Key }]));
          if (Objects.length === 0) return;
          const remove = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } });
          const { Errors = [] } = await client.send(remove, { abortSignal: call.signal });
          if (Errors.length > 0) throw kept(call, Errors.length, Errors[0]?.Code);
        }
      }),
    check: (call) =>
      mapped(call, "ListBucket", async () => {
        await client.send(new HeadBucketCommand({ Bucket: bucket }), { abortSignal: call.signal });
      }),
  };
}

function kept({ operation }: Call, count: number, code: string | undefined): ProviderError {
  const isDenied = code === "AccessDenied";
  return new ProviderError({
    code: isDenied ? "unauthenticated" : "unavailable",
    provider: "aws-ivs",
    operation,
    message: isDenied
      ? "the permission s3:DeleteObject is missing; add it to the IAM policy"
      : `the bucket kept ${count} files`,
  });
}
