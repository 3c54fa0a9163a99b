import { applyOp } from "../../../main/sync/apply-op.ts";
import { RowWriter } from "../../../main/sync/row-writer.ts";
import type { OpContent } from "../../../src/sync/op.ts";
import type { Image } from "../../../src/sync/protocol.ts";
import type { SimulatedDesk } from "../desk.ts";
import { rowsOf } from "../reading.ts";
import type { World } from "../world.ts";
import { canonicalRow, differences, idColumn, rowsOfDesk } from "./rows.ts";

/**
 * A desk replays what waits by rules of its own (main/sync), and the server applies it by its (migrations/shared). Here
 * a desk that saw nothing but the feed applies every op of it in order: each has to leave behind exactly the rows and
 * conflicts that the server's feed tells of.
 */
export function checkSameRules(world: World): void {
  const witness = world.newWitness();
  try {
    const { db } = witness;
    db.exec("BEGIN");
    for (const entry of world.mirror.entries) {
      const { seq, opId, content, outcome } = entry;
      const op = JSON.parse(content) as OpContent;
      const writer = new RowWriter(db);
      const here = applyOp(writer, { opId, ...op });
      writer.finish();
      const wrong = entry.images.flatMap((image) => differs(witness, image));
      world.forbid(wrong, `${op.action} ${opId}, entry ${seq}: ${here} by a desk, ${outcome} by the server`);
    }
    const { mirror } = world;
    world.forbid(differences(rowsOfDesk(db), mirror.rowsAt(mirror.head)), "a desk that saw only the feed");
    db.exec("COMMIT");
  } finally {
    witness.close();
  }
}

function differs({ db }: SimulatedDesk, { entity, id, row }: Image): string[] {
  const [found] = rowsOf<FeedRow>(db, `SELECT * FROM ${entity} WHERE ${idColumn(entity)} = ?`, id);
  const here = found && canonicalRow(entity, found);
  const there = canonicalRow(entity, row as unknown as FeedRow);
  return here === there ? [] : [`${entity} ${id} is ${here} / ${there}`];
}

type FeedRow = Record<string, unknown>;
