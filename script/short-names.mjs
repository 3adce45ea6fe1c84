// Short names for what the app's module takes from its glue. `wasm-bindgen`
// gives each import a name with a hash in it; in both files, where nothing can
// compress them, they made six KiB.

// Gives every import of `from` a short name; in the module, and in the glue that it comes from.
export function shorten(module, glue, from) {
  const names = new Map();
  const short = (name) => {
    if (!names.has(name)) names.set(name, names.size.toString(36));
    return names.get(name);
  };
  const bytes = rename(module, (where, name) => (where === from ? short(name) : name));
  const text = glue.replace(/^( +)(__wb[\w$]+): function\(/gm, (line, space, name) => (names.has(name) ? `${space}"${names.get(name)}": function(` : line));
  const left = [...names].filter(([, it]) => !text.includes(`"${it}": function(`));
  if (left.length) throw new Error(`the glue does not define ${left[0][0]}`);
  return { bytes, text };
}

const IMPORTS = 2;

// The module with other names in its section of imports.
function rename(module, name) {
  const sections = [module.subarray(0, 8)];
  const reader = new Reader(module, 8);
  while (reader.at < module.length) {
    const start = reader.at;
    const [id, length] = [reader.byte(), reader.number()];
    const body = module.subarray(reader.at, reader.at += length);
    if (id !== IMPORTS) {
      sections.push(module.subarray(start, reader.at));
      continue;
    }
    const renamed = imports(new Reader(body, 0), name);
    sections.push(Buffer.from([IMPORTS]), number(renamed.length), renamed);
  }
  return Buffer.concat(sections);
}

function imports(reader, name) {
  const count = reader.number();
  const out = [number(count)];
  for (let left = count; left > 0; left -= 1) {
    const [where, what] = [reader.text(), reader.text()];
    const start = reader.at;
    reader.type();
    out.push(text(where), text(name(where, what)), reader.bytes.subarray(start, reader.at));
  }
  return Buffer.concat(out);
}

// <https://webassembly.github.io/spec/core/binary/modules.html#import-section>
class Reader {
  constructor(bytes, at) {
    Object.assign(this, { bytes, at });
  }

  byte() {
    return this.bytes[this.at++];
  }

  number() {
    let [value, shift, byte] = [0, 0, 0];
    do {
      byte = this.byte();
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte & 128);
    return value >>> 0;
  }

  text() {
    const length = this.number();
    return this.bytes.toString("utf8", this.at, this.at += length);
  }

  // Passes over what an import is: a function, a table, a memory, a global or a tag.
  type() {
    const kind = this.byte();
    if (kind === 0) this.number();
    if (kind === 1 || kind === 3) this.byte();
    if (kind === 1 || kind === 2) {
      const bounded = this.number() & 1;
      this.number();
      if (bounded) this.number();
    }
    if (kind === 3) this.byte();
    if (kind === 4) [this.byte(), this.number()];
  }
}

function number(value) {
  const out = [];
  for (let rest = value; out.push(rest > 127 ? (rest & 127) | 128 : rest) && rest > 127;) rest >>>= 7;
  return Buffer.from(out);
}

const text = (value) => Buffer.concat([number(Buffer.byteLength(value)), Buffer.from(value)]);
