import { asc, eq } from "drizzle-orm";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { RoomView } from "../../src/ipc/views.ts";
import { removable } from "./columns.ts";
import type { ReadableDb } from "./connection.ts";
import { prepareOnce, sql } from "./statements.ts";

export const room = sqliteTable("room", {
  id: text().primaryKey(),
  name: text().notNull(),
  position: integer().notNull().default(0),
  retired: integer().notNull().default(0),
  ...removable,
});
export type RoomRow = typeof room.$inferSelect;

export const findRoom = (db: ReadableDb, id: string): RoomRow | undefined =>
  sql<RoomRow>(db, "SELECT * FROM room WHERE id = ?").get(id);

export const listRooms = (db: ReadableDb): RoomRow[] =>
  prepareOnce(db, "room.list", (orm) =>
    orm.select().from(room).where(eq(room.removed, 0)).orderBy(asc(room.position), asc(room.name)).prepare(),
  ).all();

export const roomView = (row: RoomRow): RoomView => ({
  id: row.id,
  name: row.name,
  position: row.position,
  retired: row.retired === 1,
  version: row.version,
});
