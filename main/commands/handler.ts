import type { OutputOf, OwnErrorOf, ParsedInputOf } from "../../src/ipc/channel.ts";
import type { ChannelName, Contract } from "../../src/ipc/contract.ts";
import type { ErrorOf } from "../../src/ipc/errors.ts";
import { err, type Result } from "../../src/result.ts";
import type { EditableRow, UnitOfWork } from "./unit-of-work.ts";

export type CommandName = {
  [Name in ChannelName]: Contract[Name]["kind"] extends "command" ? Name : never;
}[ChannelName];

/**
 * load -> decide -> save, inside the queue's transaction. Synchronous on purpose: nothing can come in between.
 */
export type Handler<Name extends CommandName> = (
  unit: UnitOfWork,
  input: ParsedInputOf<Contract[Name]>,
) => Result<OutputOf<Contract[Name]>, OwnErrorOf<Contract[Name]> | ErrorOf<"invalid-input">>;

export const UNDO_SECONDS = 10;

/**
 * What a command answers once it has written: the op that can be undone, and until when. Where nothing changed there
 * is nothing to undo, and it is over at once.
 */
export const done = (unit: UnitOfWork): { opId: string; undoUntil: number } => ({
  opId: unit.opId,
  undoUntil: unit.changed ? unit.now + UNDO_SECONDS : unit.now,
});

export const notFound = (entity: string, id: string): { ok: false; error: ErrorOf<"not-found"> } =>
  err({ code: "not-found", entity, id });

export const invalid = (path: string, message: string): { ok: false; error: ErrorOf<"invalid-input"> } =>
  err({ code: "invalid-input", issues: [{ path, message }] });

/** A row that something new may refer to: one that was removed is gone. */
export const unlessRemoved = <Row extends { removed: number }>(row: Row | undefined): Row | undefined =>
  row?.removed === 0 ? row : undefined;

/**
 * The row that an edit names, if it is there and still the version the person saw; otherwise the refusal, with
 * the current row. A removed row counts as gone.
 */
export function current<Row extends EditableRow & { removed?: number }>(
  entity: string,
  id: string,
  version: number,
  row: Row | undefined,
  view: (row: Row) => Record<string, unknown>,
): Result<Row, ErrorOf<"stale"> | ErrorOf<"not-found">> {
  if (!row || row.removed === 1) return notFound(entity, id);
  if (row.version !== version) return err({ code: "stale", entity, id, current: view(row) });
  return { ok: true, value: row };
}
