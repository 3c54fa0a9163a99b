import { ok } from "../../src/result.ts";
import type { WritableDb } from "../db/connection.ts";
import { addAttendee, removeAttendee } from "./attendees.ts";
import { changeBlock, createBlock, removeBlock } from "./blocks.ts";
import { book } from "./booking.ts";
import { cancel, change, setStatus } from "./changing.ts";
import type { CommandName, Handler } from "./handler.ts";
import { hold, releaseHold, renewHold } from "./holds.ts";
import { setException, setHours } from "./hours.ts";
import { move, swap } from "./moving.ts";
import { addNote } from "./notes.ts";
import {
  changeClient,
  changePractitioner,
  changeRoom,
  createClient,
  createPractitioner,
  createRoom,
} from "./people.ts";
import { changePractice, changeSetting, changeType, createType, setUp } from "./practice.ts";
import { resolve } from "./resolving.ts";
import { bookSeries, cancelSeries, changeSeries } from "./series.ts";
import { undo } from "./undo.ts";

export type CommandHandlers = { readonly [Name in CommandName]: Handler<Name> };

/** Every command of the contract. `prove` runs the self-check of the guarantee inside the queue's transaction. */
export const commandHandlers = (prove: (db: WritableDb) => boolean): CommandHandlers => ({
  "appointments.hold": hold,
  "appointments.renew-hold": renewHold,
  "appointments.release-hold": releaseHold,
  "appointments.book": book,
  "appointments.book-series": bookSeries,
  "appointments.change-series": changeSeries,
  "appointments.cancel-series": cancelSeries,
  "appointments.move": move,
  "appointments.swap": swap,
  "appointments.change": change,
  "appointments.cancel": cancel,
  "appointments.set-status": setStatus,
  "appointments.add-note": addNote,
  "appointments.add-attendee": addAttendee,
  "appointments.remove-attendee": removeAttendee,
  "appointments.undo": undo,
  "blocks.create": createBlock,
  "blocks.change": changeBlock,
  "blocks.remove": removeBlock,
  "clients.create": createClient,
  "clients.change": changeClient,
  "practitioners.create": createPractitioner,
  "practitioners.change": changePractitioner,
  "rooms.create": createRoom,
  "rooms.change": changeRoom,
  "practice.set-up": setUp,
  "practice.change": changePractice,
  "types.create": createType,
  "types.change": changeType,
  "hours.set": setHours,
  "hours.set-exception": setException,
  "settings.change": changeSetting,
  "conflicts.resolve": resolve,
  "health.check": (unit) => ok({ sound: prove(unit.db) }),
});
