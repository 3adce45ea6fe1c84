// A browser whose disk is full.

// In the page: there is room for so many posts. A browser says that there is
// none where something is put, or, as most do, only when all of it was put and is
// to be written: the transaction goes back then, and no request has failed.
export function roomFor({ posts: most, late = false }) {
  const { put, delete: take } = IDBObjectStore.prototype;
  const held = new Set();
  const full = () => new DOMException("There is no room left.", "QuotaExceededError");
  window.timesFull = 0;
  // How many puts of a transaction are under way that will not be written.
  const doomed = new Map();
  const undone = (request, transaction) => {
    doomed.set(transaction, (doomed.get(transaction) ?? 0) + 1);
    request.addEventListener("success", () => {
      doomed.set(transaction, doomed.get(transaction) - 1);
      if (doomed.get(transaction) > 0) return;
      Object.defineProperty(transaction, "error", { value: full() });
      transaction.abort();
    });
  };
  // A transaction that is to be written at once waits for its end here: only then
  // it is known that there is no room.
  const { commit } = IDBTransaction.prototype;
  IDBTransaction.prototype.commit = function () {
    if (!doomed.has(this)) commit.call(this);
  };
  IDBObjectStore.prototype.delete = function (key) {
    if (this.name === "posts") held.delete(key);
    return take.call(this, key);
  };
  IDBObjectStore.prototype.put = function (value, key) {
    let overfull = doomed.has(this.transaction);
    if (this.name === "posts" && !held.has(key)) {
      if (held.size >= most) {
        overfull = true;
        window.timesFull += late && doomed.has(this.transaction) ? 0 : 1;
        if (!late) throw full();
      } else {
        held.add(key);
        this.transaction.addEventListener("abort", () => held.delete(key));
      }
    }
    const request = put.call(this, value, key);
    if (overfull) undone(request, this.transaction);
    return request;
  };
}
