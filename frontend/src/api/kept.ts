/** Writes that have not arrived yet, kept in the browser so that closing the tab loses none of them. */

export interface Unsent {
  readonly id: string;
  /** Grows with every write of this browser: the order of sending. */
  readonly order: number;
  readonly owner: string;
  readonly tab: string;
  readonly path: string;
  readonly body: object;
}

const STORE = "unsent";

export interface Shelf {
  put(one: Unsent): Promise<void>;
  remove(id: string): Promise<void>;
  all(): Promise<readonly Unsent[]>;
}

/** Where unsent writes lie; a browser that allows no store keeps them for as long as the tab is open. */
export function openShelf(name = "anselm"): Shelf {
  const opening = opened(name);
  const within = async <T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | null> => {
    const database = await opening;
    if (database === null) return null;
    return new Promise((done, failed) => {
      const request = work(database.transaction(STORE, mode, { durability: "strict" }).objectStore(STORE));
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error ?? new Error("The browser could not keep this."));
    });
  };
  return {
    put: async (one) => void (await within("readwrite", (store) => store.put(one))),
    remove: async (id) => void (await within("readwrite", (store) => store.delete(id))),
    all: async () => {
      const found = (await within("readonly", (store) => store.getAll())) as Unsent[] | null;
      return (found ?? []).sort((one, other) => one.order - other.order);
    },
  };
}

function opened(name: string): Promise<IDBDatabase | null> {
  return new Promise((done) => {
    if (typeof indexedDB === "undefined") return done(null);
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => done(request.result);
    request.onerror = () => done(null);
  });
}
