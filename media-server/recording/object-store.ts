import type { Readable } from "node:stream";
import type { ByteRange } from "./byte-range";

/** An object store as recordings need it. Every call has a deadline and rejects when the store can't do it. */
export interface ObjectStore {
  put(key: string, path: string, bytes: number, contentType: string): Promise<void>;
  /** Null when there is no such object. */
  get(key: string, range: ByteRange | null): Promise<Readable | null>;
  /** Everything whose key begins so. Also when there is nothing. */
  deleteAll(prefix: string): Promise<void>;
}
