import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/**
 * The newest committed image of the database's first page in a -wal, or null if it holds none. Read by the rules
 * of SQLite's file format (sqlite.org/fileformat2.html, section 4) because opening a database to ask it would
 * recover and checkpoint the -wal. Frames count up to the last commit whose salts and running checksum hold.
 */
export function firstPageInWal(walFile: string): { page: Buffer; pages: number } | null {
  const handle = openSync(walFile, "r");
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    const size = fstatSync(handle).size;
    if (readSync(handle, header, 0, HEADER_BYTES, 0) < HEADER_BYTES) return null;
    const magic = header.readUInt32BE(0);
    if ((magic & ~1) >>> 0 !== MAGIC) return null;
    const sum = new RunningSum((magic & 1) === 1);
    sum.add(header, 0, 24);
    if (!sum.equals(header, 24)) return null;
    const pageSize = header.readUInt32BE(8);
    const frame = Buffer.alloc(FRAME_HEADER_BYTES + pageSize);
    let seen: Buffer | undefined;
    let committed: Buffer | undefined;
    let pages = 0;
    for (let at = HEADER_BYTES; at + frame.length <= size; at += frame.length) {
      readSync(handle, frame, 0, frame.length, at);
      if (frame.compare(header, 16, 24, 8, 16) !== 0) break;
      sum.add(frame, 0, 8);
      sum.add(frame, FRAME_HEADER_BYTES, frame.length);
      if (!sum.equals(frame, 16)) break;
      if (frame.readUInt32BE(0) === 1) seen = Buffer.from(frame.subarray(FRAME_HEADER_BYTES));
      const pagesAfterCommit = frame.readUInt32BE(4);
      if (pagesAfterCommit === 0) continue;
      committed = seen;
      pages = pagesAfterCommit;
    }
    return committed === undefined ? null : { page: committed, pages };
  } finally {
    closeSync(handle);
  }
}

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** The lowest bit tells whether the checksums read words as big-endian. */
const MAGIC = 0x377f_0682;

class RunningSum {
  #first = 0;
  #second = 0;
  readonly #bigEndian: boolean;

  constructor(bigEndian: boolean) {
    this.#bigEndian = bigEndian;
  }

  add(bytes: Buffer, from: number, until: number): void {
    const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = from; at < until; at += 8) {
      this.#first = (this.#first + words.getUint32(at, !this.#bigEndian) + this.#second) >>> 0;
      this.#second = (this.#second + words.getUint32(at + 4, !this.#bigEndian) + this.#first) >>> 0;
    }
  }

  equals(bytes: Buffer, at: number): boolean {
    return bytes.readUInt32BE(at) === this.#first && bytes.readUInt32BE(at + 4) === this.#second;
  }
}
