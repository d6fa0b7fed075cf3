/** One stretch of what went out, kept in this browser. Times are epoch ms. */
export interface Copy {
  readonly id: string;
  readonly streamId: string;
  readonly mimeType: string;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly bytes: number;
}

/** Keeps copies piece by piece: what is written stays when the tab crashes. */
export interface CopyStore {
  /** Whether it stays when the tab is closed. */
  readonly isLasting: boolean;
  /** `copy` is the whole as it is with this piece. Rejects when the browser has no more room. */
  append(copy: Copy, index: number, piece: Blob): Promise<void>;
  /** Newest first. */
  list(streamId: string): Promise<readonly Copy[]>;
  file(copy: Copy): Promise<Blob>;
  remove(copy: Copy): Promise<void>;
}

const DATABASE = "broadcast-copies";
/** Nobody comes back for them later; in ms. */
const KEPT_MS = 14 * 86_400_000;

let opened: Promise<CopyStore> | undefined;

/** One for the page. In memory where the browser keeps nothing, e.g. in private windows of some. */
export function openCopyStore(): Promise<CopyStore> {
  opened ??= openDatabase().then(
    async (database) => {
      await forgetOld(database);
      return lastingStore(database);
    },
    () => memoryStore(),
  );
  return opened;
}

async function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("copies", { keyPath: "id" });
    request.result.createObjectStore("pieces");
  };
  return resultOf(request);
}

function lastingStore(database: IDBDatabase): CopyStore {
  return {
    isLasting: true,
    async append(copy, index, piece) {
      const both = database.transaction(["copies", "pieces"], "readwrite");
      both.objectStore("copies").put(copy);
      both.objectStore("pieces").put(piece, [copy.id, index]);
      await finished(both);
    },
    async list(streamId) {
      const copies = await allCopies(database);
      return copies.filter((copy) => copy.streamId === streamId).sort((a, b) => b.startedAt - a.startedAt);
    },
    async file(copy) {
      const pieces: Blob[] = await resultOf(
        database.transaction("pieces").objectStore("pieces").getAll(piecesOf(copy)),
      );
      return new Blob(pieces, { type: copy.mimeType });
    },
    remove: (copy) => removeFrom(database, copy),
  };
}

function memoryStore(): CopyStore {
  const kept = new Map<string, { copy: Copy; pieces: Blob[] }>();
  return {
    isLasting: false,
    async append(copy, _index, piece) {
      const pieces = kept.get(copy.id)?.pieces ?? [];
      pieces.push(piece);
      kept.set(copy.id, { copy, pieces });
    },
    async list(streamId) {
      const copies = [...kept.values()].map(({ copy }) => copy);
      return copies.filter((copy) => copy.streamId === streamId).reverse();
    },
    file: async (copy) => new Blob(kept.get(copy.id)?.pieces ?? [], { type: copy.mimeType }),
    async remove(copy) {
      kept.delete(copy.id);
    },
  };
}

async function forgetOld(database: IDBDatabase): Promise<void> {
  const old = (await allCopies(database)).filter(({ startedAt }) => Date.now() - startedAt > KEPT_MS);
  for (const copy of old) await removeFrom(database, copy);
}

function allCopies(database: IDBDatabase): Promise<Copy[]> {
  return resultOf(database.transaction("copies").objectStore("copies").getAll());
}

async function removeFrom(database: IDBDatabase, copy: Copy): Promise<void> {
  const both = database.transaction(["copies", "pieces"], "readwrite");
  both.objectStore("copies").delete(copy.id);
  both.objectStore("pieces").delete(piecesOf(copy));
  await finished(both);
}

function piecesOf({ id }: Copy): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}
