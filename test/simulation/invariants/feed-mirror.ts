import { isOccupying, type Status } from "../../../src/appointments/status.ts";
import type { FeedEntry, Image } from "../../../src/sync/protocol.ts";
import { canonicalRow, keyOf, type Rows } from "./rows.ts";

type Version = { readonly seq: number; readonly row: string };
type PlainRow = Readonly<Record<string, unknown>>;

/**
 * The feed as it was written, and from it what each row was at each place: what a desk that stands there must show
 * as confirmed, no matter by which way it came there.
 */
export class FeedMirror {
  readonly entries: FeedEntry[] = [];
  readonly #versions = new Map<string, Version[]>();
  readonly #current = new Map<string, PlainRow>();
  readonly #ops = new Set<string>();

  readonly #rowsAtStart: Rows;

  constructor(rowsAtStart: Rows) {
    this.#rowsAtStart = rowsAtStart;
    for (const [key, row] of rowsAtStart) this.#versions.set(key, [{ seq: 0, row }]);
  }

  copy(): FeedMirror {
    const copy = new FeedMirror(this.#rowsAtStart);
    for (const entry of this.entries) copy.add(entry);
    return copy;
  }

  get head(): number {
    return this.entries.at(-1)?.seq ?? 0;
  }

  /** Whether an op is in the log. */
  has(opId: string): boolean {
    return this.#ops.has(opId);
  }

  /** Takes the next entry; answers what is wrong with it. */
  add(entry: FeedEntry): string[] {
    const wrong: string[] = [];
    if (entry.seq !== this.head + 1) wrong.push(`${entry.seq} follows ${this.head}`);
    if (this.#ops.has(entry.opId)) wrong.push(`${entry.seq} logs ${entry.opId} a second time`);
    if (this.entries.some(({ hash }) => hash === entry.hash)) wrong.push(`${entry.seq} repeats a hash`);
    this.entries.push(entry);
    this.#ops.add(entry.opId);
    for (const image of entry.images) wrong.push(...this.#take(entry, image));
    return wrong;
  }

  #take({ seq, opId }: FeedEntry, image: Image): string[] {
    const key = keyOf(image.entity, image.id);
    const row = image.row as unknown as PlainRow;
    const before = this.#current.get(key);
    this.#current.set(key, { ...row, id: image.id });
    const versions = this.#versions.get(key) ?? [];
    versions.push({ seq, row: canonicalRow(image.entity, row) });
    this.#versions.set(key, versions);
    const lost = image.entity === "appointment" && before && holds(before) && occupies(row) && !holds(row);
    return lost ? [`${opId} took ${key} the time it had`] : [];
  }

  /** The newest images of an entity. Rows that no op has touched are not among them. */
  current(entity: string): PlainRow[] {
    return [...this.#current].filter(([key]) => key.startsWith(`${entity} `)).map(([, row]) => row);
  }

  /** The hash of the feed up to there. */
  hashAt(seq: number): string | undefined {
    return seq === 0 ? "" : this.entries[seq - 1]?.hash;
  }

  /** A row as it was after that entry; undefined: not there yet. */
  rowAt(key: string, seq: number): string | undefined {
    return this.#versions.get(key)?.findLast((version) => version.seq <= seq)?.row;
  }

  rowsAt(seq: number): Rows {
    const rows: Rows = new Map();
    for (const key of this.#versions.keys()) {
      const row = this.rowAt(key, seq);
      if (row !== undefined) rows.set(key, row);
    }
    return rows;
  }
}

const occupies = (row: PlainRow): boolean => isOccupying(row["status"] as Status);
const holds = (row: PlainRow): boolean => occupies(row) && Number(row["placed"]) === 1;
