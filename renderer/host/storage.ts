/** A small shelf of values by key; IndexedDB in a browser, a map in tests. */
export interface Shelf {
  get(key: string): Promise<unknown>;
  /** All of them or none; when it resolves they are on the disk. */
  put(entries: readonly (readonly [key: string, value: unknown])[]): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
  /** Every value whose key starts so. */
  list(prefix: string): Promise<readonly unknown[]>;
}

const DATABASE = "labwright";
const STORE = "shelf";

/** A shelf in the browser's IndexedDB: large designs fit, and it survives a crash of the page. */
export function browserShelf(): Shelf {
  let opened: Promise<IDBDatabase> | null = null;
  const database = (): Promise<IDBDatabase> => (opened ??= openDatabase());
  const read = async <T>(work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> =>
    settled(work((await database()).transaction(STORE, "readonly").objectStore(STORE)));
  const write = async (work: (store: IDBObjectStore) => void): Promise<void> => {
    // Strict: the browser says that it is done when the disk has it, not when the system has heard of it.
    const change = (await database()).transaction(STORE, "readwrite", { durability: "strict" });
    const done = completed(change);
    work(change.objectStore(STORE));
    await done;
  };
  return {
    get: (key) => read<unknown>((store) => store.get(key)),
    put: (entries) =>
      write((store) => {
        for (const [key, value] of entries) store.put(value, key);
      }),
    remove: (keys) =>
      write((store) => {
        for (const key of keys) store.delete(key);
      }),
    list: (prefix) =>
      read<unknown[]>((store) => store.getAll(IDBKeyRange.bound(prefix, `${prefix}\uFFFF`))),
  };
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.addEventListener("upgradeneeded", () => request.result.createObjectStore(STORE));
  return settled(request);
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => {
      resolve(request.result);
    });
    request.addEventListener("error", () => {
      reject(request.error ?? new Error("the browser's database failed"));
    });
  });
}

/** A request may succeed and its transaction still fail, when the disk is full. */
function completed(change: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    change.addEventListener("complete", () => {
      resolve();
    });
    change.addEventListener("abort", () => {
      reject(change.error ?? new Error("the browser's database failed"));
    });
  });
}
