// The merged home timeline as it must be, worked out from what the servers
// tell, by other means than the app's.

const uriOf = (status) => (status.reblog ?? status).uri;

// lanes: [[account, statuses newest first], …] → rows, newest first.
export function merged(lanes) {
  const rows = new Map();
  for (const [account, statuses] of lanes) {
    // A server's own order is kept: what stands above is not older.
    let time = -Infinity;
    for (const status of [...statuses].reverse()) {
      time = Math.max(time, Date.parse(status.created_at));
      const row = rows.get(uriOf(status)) ?? { uri: uriOf(status), time: -Infinity, through: new Set(), boosters: new Set(), itself: false };
      row.time = Math.max(row.time, time);
      row.through.add(account);
      if (status.reblog) row.boosters.add(status.account.uri);
      else row.itself = true;
      rows.set(row.uri, row);
    }
  }
  const all = [...rows.values()].map((row) => ({ ...row, through: [...row.through], boosters: [...row.boosters] }));
  return all.sort((a, b) => b.time - a.time);
}
