import type { OutputOf, OwnErrorOf, ParsedInputOf } from "../../src/ipc/channel.ts";
import type { ChannelName, Contract } from "../../src/ipc/contract.ts";
import type { HealthView } from "../../src/ipc/views.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { listTypes, typeView } from "../db/appointment-types.ts";
import { clientView, findClient } from "../db/clients.ts";
import type { ReadableDb } from "../db/connection.ts";
import { exceptionsOf, exceptionView, hoursOf, hoursView } from "../db/hours.ts";
import { practiceView, readPractice } from "../db/practice.ts";
import { listPractitioners, practitionerView } from "../db/practitioners.ts";
import { listRooms, roomView } from "../db/rooms.ts";
import { readSettings } from "../db/settings.ts";
import { readCard } from "./appointment-card.ts";
import { findAvailability } from "./availability.ts";
import { findFreeNow } from "./availability-now.ts";
import { searchClients } from "./client-search.ts";
import { comingOf } from "./coming.ts";
import { readConflicts } from "./conflict-views.ts";
import { readDay, readWeek } from "./schedule.ts";
import { checkSeries, readSeries } from "./series.ts";

export type QueryName = {
  [Name in ChannelName]: Contract[Name]["kind"] extends "query" ? Name : never;
}[ChannelName];
type Answer<Name extends QueryName> = Result<OutputOf<Contract[Name]>, OwnErrorOf<Contract[Name]>>;
/** What a query may know of its asker. */
export type Asking = { readonly window: string; readonly now: number };
type Query<Name extends QueryName> = (
  db: ReadableDb,
  input: ParsedInputOf<Contract[Name]>,
  asking: Asking,
) => Answer<Name>;
export type QueryHandlers = { readonly [Name in QueryName]: Query<Name> };

/** Every query of the contract; which of them run in the reader thread, the contract says. */
export const queryHandlers = (health: (db: ReadableDb) => HealthView): QueryHandlers => ({
  "schedule.day": (db, input, { window, now }) =>
    ok(readDay(db, input.day, input.practitionerIds, window, now)),
  "schedule.week": (db, { practitionerId, from }, { window, now }) => {
    const week = readWeek(db, practitionerId, from, window, now);
    return week ? ok(week) : err({ code: "not-found", entity: "practitioner", id: practitionerId });
  },
  "appointments.read": (db, { id }, { window }) => {
    const card = readCard(db, id, window);
    return card ? ok(card) : err({ code: "not-found", entity: "appointment", id });
  },
  "appointments.read-series": (db, { seriesId }, { window }) =>
    ok({ appointments: readSeries(db, seriesId, window) }),
  "appointments.check-series": checkSeries,
  "availability.find": (db, input, { now }) => {
    const times = findAvailability(db, input, now);
    return times ? ok({ times }) : err({ code: "not-found", entity: "appointment type", id: input.typeId });
  },
  "availability.now": (db, { typeId }, { now }) => {
    const people = findFreeNow(db, typeId, now);
    return people ? ok({ people }) : err({ code: "not-found", entity: "appointment type", id: typeId });
  },
  "clients.search": (db, input) => ok({ clients: searchClients(db, input.text, input.limit) }),
  "clients.read": (db, { id }) => {
    const row = findClient(db, id);
    return row && row.removed === 0 ? ok(clientView(row)) : err({ code: "not-found", entity: "client", id });
  },
  "clients.coming": (db, { ids }, { now }) => ok({ coming: comingOf(db, ids, now) }),
  "practitioners.list": (db) => ok({ practitioners: listPractitioners(db).map(practitionerView) }),
  "rooms.list": (db) => ok({ rooms: listRooms(db).map(roomView) }),
  "types.list": (db) => ok({ types: listTypes(db).map(typeView) }),
  "practice.read": (db) => {
    const row = readPractice(db);
    return ok({ practice: row ? practiceView(row) : null });
  },
  "hours.read": (db, { practitionerId }) =>
    ok({
      hours: hoursOf(db, practitionerId).map(hoursView),
      exceptions: exceptionsOf(db, practitionerId).map(exceptionView),
    }),
  "settings.read": (db) => ok({ settings: readSettings(db) }),
  "conflicts.list": (db, input, asking) => ok(readConflicts(db, input, asking)),
  "health.read": (db) => ok(health(db)),
});
