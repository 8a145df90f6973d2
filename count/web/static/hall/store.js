/**
 * What this device keeps in its own database: acts on their way to the hall, drafts that were never sent, and
 * how each contest stood when it was last heard of. What is said to be kept has been written down.
 */

export const ACTS = "outbox";
export const DRAFTS = "drafts";
export const HEARD = "heard";

let database = null;

function connected() {
  database ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("counthall", 2);
    request.onupgradeneeded = () => {
      const { result } = request;
      /** @param {string} store */
      const missing = (store) => !result.objectStoreNames.contains(store);
      if (missing(ACTS)) result.createObjectStore(ACTS, { keyPath: "place", autoIncrement: true });
      if (missing(DRAFTS))
        result.createObjectStore(DRAFTS, { keyPath: ["person", "contest", "unit", "attempt", "name"] });
      if (missing(HEARD)) result.createObjectStore(HEARD, { keyPath: ["person", "contest"] });
    };
    request.onsuccess = () => {
      // A newer page on this device wants another shape: it must not wait for this one.
      request.result.onversionchange = () => {
        request.result.close();
        database = null;
      };
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
  database.catch(() => (database = null));
  return database;
}

/**
 * Change stores in one go: `work(store, ...)` has all of them. Resolves when the device has written it down.
 * @param {string | string[]} stores
 * @param {(...stores: any[]) => unknown} work
 */
export async function change(stores, work) {
  const transaction = (await connected()).transaction(stores, "readwrite", { durability: "strict" });
  const written = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
  await Promise.all([work(...[stores].flat().map((name) => transaction.objectStore(name))), written]);
}

/**
 * Everything in a store, or what lies within a range of keys.
 * @param {string} store
 * @param {IDBKeyRange | null} [range]
 */
export async function everything(store, range = null) {
  return done((await connected()).transaction(store).objectStore(store).getAll(range));
}

/**
 * @param {string} store
 * @param {IDBValidKey} key
 */
export async function one(store, key) {
  return done((await connected()).transaction(store).objectStore(store).get(key));
}

/** @param {IDBRequest} request */
export function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
