// Makes a snac process trust the front's certificate.
//
// snac does its https with libcurl, whose list of trusted certificates is
// compiled in as a path; no variable of the environment changes it (only the
// curl *tool* reads CURL_CA_BUNDLE). Rather than touch the machine's own list,
// the process gets a copy of the very libcurl it would load, with that path
// replaced by a relative one: a file in the process's working directory.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

export const CA_FILE = "ca.pem"; // to lie in the working directory of the process

// Returns the folder to put first in LD_LIBRARY_PATH.
export function trustingLibcurl(bin, env, dir) {
  const ldd = execFileSync("ldd", [bin], { env, encoding: "utf8" });
  const path = /libcurl\S* => (\/\S+)/.exec(ldd)?.[1];
  if (!path) throw new Error(`snac: ${bin} loads no libcurl that ldd can see`);

  const library = readFileSync(path);
  const built = /\0(\/[\w./-]+\.(?:crt|pem))\0/g; // CA bundle: an absolute path between two NULs
  const places = [...library.toString("latin1").matchAll(built)];
  if (places.length !== 1) {
    throw new Error(`snac: ${places.length} certificate lists named in ${path}, not the one expected`);
  }
  library.fill(0, places[0].index + 1, places[0].index + 1 + places[0][1].length);
  library.write(CA_FILE, places[0].index + 1, "latin1");

  const lib = join(dir, "lib");
  mkdirSync(lib, { recursive: true });
  writeFileSync(join(lib, basename(path)), library, { mode: 0o755 });
  return lib;
}
