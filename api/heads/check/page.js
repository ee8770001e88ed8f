// Whether a paper's entry stands under the published head: RFC 6962 §2.1 over the tiles of C2SP tlog-tiles, computed here and not by the server.
// SHA-256 by hand: a browser offers its own on encrypted pages only, and these files are public.

const K = [], ROUNDS = 64;
const INITIAL = [];
(function constants() {
  // FIPS 180-4 §4.2.2, 5.3.3: the first 32 bits behind the point of the roots of the primes, by whole numbers so that no device rounds otherwise.
  const root = (power, n) => {
    const wanted = BigInt(n) << BigInt(32 * power);
    let found = 0n;
    for (let bit = 1n << 40n; bit > 0n; bit >>= 1n) if ((found + bit) ** BigInt(power) <= wanted) found += bit;
    return Number(found & 0xffffffffn);
  };
  for (let n = 2; K.length < ROUNDS; ++n) {
    let prime = true;
    for (let d = 2; d * d <= n; ++d) if (n % d === 0) prime = false;
    if (!prime) continue;
    if (INITIAL.length < 8) INITIAL.push(root(2, n));
    K.push(root(3, n));
  }
})();

export function sha256(bytes) {
  const padded = new Uint8Array(((bytes.length + 8) >> 6) * 64 + 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0);
  const state = Uint32Array.from(INITIAL), w = new Uint32Array(ROUNDS);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; ++i) w[i] = view.getUint32(at + 4 * i);
    for (let i = 16; i < ROUNDS; ++i) {
      const a = w[i - 15], b = w[i - 2];
      w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < ROUNDS; ++i) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((x, i) => { state[i] += x; });
  }
  const out = new Uint8Array(32);
  state.forEach((x, i) => new DataView(out.buffer).setUint32(4 * i, x));
  return out;
}

export const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');

function node(left, right) {
  const both = new Uint8Array(65);
  both[0] = 1;
  both.set(left, 1);
  both.set(right, 33);
  return sha256(both);
}

/// The root of a perfect tree over 2^n hashes.
function perfect(hashes) {
  let row = hashes;
  while (row.length > 1) row = Array.from({ length: row.length / 2 }, (_, i) => node(row[2 * i], row[2 * i + 1]));
  return row[0];
}

const SPAN = 256;

export function tilePath(level, index, width) {
  let name = String(index % 1000).padStart(3, '0');
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) name = 'x' + String(rest % 1000).padStart(3, '0') + '/' + name;
  return `tile/${level}/${name}${width === SPAN ? '' : `.p/${width}`}`;
}

/// `read(path)` gives the bytes of a public file.
async function tile(read, level, index, width) {
  const bytes = await read(tilePath(level, index, width));
  if (bytes.length !== 32 * width) throw new Error('A tile has a wrong length.');
  return Array.from({ length: width }, (_, i) => bytes.subarray(32 * i, 32 * i + 32));
}

const atLevel = (size, level) => Math.floor(size / SPAN ** level);

/// The root that the tiles make: of each level the last tile, where it is not full, the largest trees first.
async function rootOf(read, size) {
  const trees = [];
  let top = 0;
  while (atLevel(size, top + 1) > 0) ++top;
  for (let level = top; level >= 0; --level) {
    const count = atLevel(size, level), width = count % SPAN;
    if (width === 0) continue;
    const hashes = await tile(read, level, Math.floor(count / SPAN), width);
    for (let from = 0, length = SPAN / 2; length >= 1; length /= 2) {
      if (!(width & length)) continue;
      trees.push(perfect(hashes.slice(from, from + length)));
      from += length;
    }
  }
  return trees.reduceRight((right, left) => node(left, right));
}

/// Up the full tiles, each hashed and looked for in the one above it, to a tile that `rootOf` reads too.
async function stands(read, size, seq, leaf) {
  let wanted = leaf;
  for (let level = 0, index = seq; ; ++level, index = Math.floor(index / SPAN)) {
    const count = atLevel(size, level), at = Math.floor(index / SPAN);
    const width = (at + 1) * SPAN <= count ? SPAN : count % SPAN;
    const hashes = await tile(read, level, at, width);
    if (hex(hashes[index % SPAN]) !== hex(wanted)) return false;
    if (width < SPAN) return true;
    wanted = perfect(hashes);
  }
}

export function parseHead(text) {
  const [origin, size, root] = text.split('\n');
  if (!/^(0|[1-9][0-9]{0,15})$/.test(size ?? '') || !root) throw new Error('The published head can not be read.');
  return { origin, size: Number(size), root: hex(Uint8Array.from(atob(root), (c) => c.charCodeAt(0))), signatures: (text.match(/^— /gm) ?? []).length };
}

/// "katiwala:<origin>/<seq>#<leaf hash>", or what stands behind the # of an address made of it: "<seq>.<leaf hash>".
export function parseLine(text) {
  const line = /^katiwala:(.+)\/(0|[1-9][0-9]{0,15})#([0-9a-f]{64})$/.exec(text.trim()), short = /^(0|[1-9][0-9]{0,15})\.([0-9a-f]{64})$/.exec(text.trim());
  if (line) return { origin: line[1], seq: Number(line[2]), leaf: line[3] };
  return short ? { origin: null, seq: Number(short[1]), leaf: short[2] } : null;
}

/// { good, what, head }: `what` is a sentence.
export async function check(read, text) {
  const line = parseLine(text);
  if (!line) return { good: false, what: 'That is not a line of such a paper.' };
  const head = parseHead(new TextDecoder().decode(await read('checkpoint')));
  if (line.origin !== null && line.origin !== head.origin) return { good: false, what: `The paper is of another record, ${line.origin}.`, head };
  if (line.seq >= head.size) return { good: false, what: `This record publishes ${head.size} entries and not yet entry ${line.seq}. Ask again in a minute; if it stays so, the paper and the record disagree.`, head };
  if (hex(await rootOf(read, head.size)) !== head.root) return { good: false, what: 'The published files do not make the published head. Keep this paper, and tell the court or the auditor.', head };
  const leaf = Uint8Array.from(line.leaf.match(/../g), (b) => parseInt(b, 16));
  if (!(await stands(read, head.size, line.seq, leaf))) return { good: false, what: `Entry ${line.seq} of this record is another one. Keep this paper, and tell the court or the auditor.`, head };
  return { good: true, what: `Entry ${line.seq} stands in this record as the paper names it.`, head };
}

async function fetched(path) {
  const answer = await fetch('/' + path);
  if (!answer.ok) throw new Error(`The record does not give ${path}.`);
  return new Uint8Array(await answer.arrayBuffer());
}

function show(result) {
  const place = document.getElementById('answer');
  const add = (tag, text, to = place) => to.appendChild(Object.assign(document.createElement(tag), { textContent: text }));
  place.replaceChildren();
  place.className = result.good ? 'good' : 'bad';
  add('p', result.what);
  if (!result.head) return;
  const list = add('dl', '');
  for (const [term, value] of [['Record', result.head.origin], ['Published head', `${result.head.size} entries, root ${result.head.root}`], ['Signatures on it', `${result.head.signatures}, not checked here`]]) {
    add('dt', term, list);
    add('dd', value, list);
  }
}

if (typeof document !== 'undefined') {
  // Whoever has come as far as this has modules, whole numbers of any size and what is asked for below; where one is missing the page goes on saying so.
  if ([fetch, TextDecoder, document.body.replaceChildren].every((one) => typeof one === 'function')) document.getElementById('unable').remove();
  const input = document.getElementById('line');
  const run = () => check(fetched, input.value).catch((error) => ({ good: false, what: error.message })).then(show);
  document.getElementById('form').addEventListener('submit', (event) => {
    event.preventDefault();
    run();
  });
  if (location.hash.length > 1) {
    input.value = decodeURIComponent(location.hash.slice(1));
    run();
  }
}
