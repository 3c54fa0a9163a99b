import { integer, text } from "drizzle-orm/sqlite-core";

/** What every row that travels has; property names are the columns' names, so raw and drizzle rows are one type. */
export const editable = {
  version: integer().notNull().default(1),
  set_by: text().notNull().default("{}"),
};
export const removable = { removed: integer().notNull().default(0), ...editable };
