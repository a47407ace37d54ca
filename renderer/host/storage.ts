/** A small shelf of values by key; IndexedDB in a browser, a map in tests. */
export interface Shelf {
  get(key: string): Promise<unknown>;
  put(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
  /** Every value whose key starts so. */
  list(prefix: string): Promise<readonly unknown[]>;
}

const DATABASE = "labwright";
const STORE = "shelf";

/** A shelf in the browser's IndexedDB: large designs fit, and it survives a crash of the page. */
export function browserShelf(): Shelf {
  let opened: Promise<IDBDatabase> | null = null;
  const database = (): Promise<IDBDatabase> => (opened ??= openDatabase());
  const run = async <T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> => {
    const store = (await database()).transaction(STORE, mode).objectStore(STORE);
    return settled(work(store));
  };
  return {
    get: (key) => run<unknown>("readonly", (store) => store.get(key)),
    put: async (key, value) => {
      await run("readwrite", (store) => store.put(value, key));
    },
    remove: (key) => run("readwrite", (store) => store.delete(key)),
    list: (prefix) =>
      run<unknown[]>("readonly", (store) =>
        store.getAll(IDBKeyRange.bound(prefix, `${prefix}\uFFFF`)),
      ),
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
