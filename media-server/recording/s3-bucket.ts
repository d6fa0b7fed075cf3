import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { ByteRange } from "./byte-range";
import type { ObjectStore } from "./object-store";

export interface S3Options {
  /** Absent: the original service, by its region. */
  readonly endpoint: string | undefined;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** `https://endpoint/bucket/key` instead of `https://bucket.endpoint/key`. */
  readonly forcePathStyle: boolean;
}

const CONNECT_MS = 5_000;
/** Between two bytes of an answer. */
const SILENT_MS = 30_000;
const PUT_MS = 300_000;
const CALL_MS = 30_000;
/** Viewers of replays that read from the store at once; the others wait for a connection. */
const MAX_SOCKETS = 256;
const silence = () => {};

/** For every store that speaks the protocol: newer checksums are left out because not all of them know these. */
export function createS3Client(options: S3Options): S3Client {
  const { endpoint, region, forcePathStyle, accessKeyId, secretAccessKey } = options;
  return new S3Client({
    ...(endpoint === undefined ? {} : { endpoint }),
    region,
    forcePathStyle,
    credentials: { accessKeyId, secretAccessKey },
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: SILENT_MS,
      httpAgent: { keepAlive: true, maxSockets: MAX_SOCKETS },
      httpsAgent: { keepAlive: true, maxSockets: MAX_SOCKETS },
    },
    maxAttempts: 2,
    // What fails is told by whoever asked; the client's own words would go to the console.
    logger: { trace: silence, debug: silence, info: silence, warn: silence, error: silence },
  });
}

/** A bucket of an S3-compatible store. */
export class S3Bucket implements ObjectStore {
  constructor(
    private readonly client: S3Client,
    private readonly bucket: string,
  ) {}

  async put(key: string, path: string, bytes: number, contentType: string): Promise<void> {
    const body = createReadStream(path);
    const command = new PutObjectCommand({
      Bucket: this.bucket,
      Key: key,
      Body: body,
      ContentLength: bytes,
      ContentType: contentType,
    });
    try {
      await this.client.send(command, { abortSignal: AbortSignal.timeout(PUT_MS) });
    } finally {
      body.destroy();
    }
  }

  async get(key: string, range: ByteRange | null): Promise<Readable | null> {
    const command = new GetObjectCommand({
      Bucket: this.bucket,
      Key: key,
      ...(range ? { Range: `bytes=${range.start}-${range.end}` } : {}),
    });
    try {
      const { Body } = await this.client.send(command);
      if (!(Body instanceof Readable)) throw new Error("The object store sent no body.");
      return Body;
    } catch (error) {
      if (error instanceof Error && error.name === "NoSuchKey") return null;
      throw error;
    }
  }

  async deleteAll(prefix: string): Promise<void> {
    for (;;) {
      const abortSignal = AbortSignal.timeout(CALL_MS);
      const list = new ListObjectsV2Command({ Bucket: this.bucket, Prefix: prefix, MaxKeys: 1000 });
      const { Contents = [] } = await this.client.send(list, { abortSignal });
      const keys = Contents.flatMap(({ Key }) => (Key === undefined ? [] : [{ Key }]));
      if (keys.length === 0) return;
      const remove = new DeleteObjectsCommand({
        Bucket: this.bucket,
        Delete: { Objects: keys, Quiet: true },
      });
      const { Errors = [] } = await this.client.send(remove, { abortSignal });
      if (Errors.length > 0) throw new Error(`The object store kept ${Errors.length} objects.`);
    }
  }
}
