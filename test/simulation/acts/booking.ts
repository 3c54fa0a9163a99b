import {
  type Act,
  oneOf,
  type Proposal,
  request,
  type Scene,
  someAppointment,
  someClient,
  somePractitioner,
  someRoom,
  someStart,
} from "./act.ts";

type Type = { id: string; capacity: number | null };

export const someType = (scene: Scene, group: boolean): Type | undefined =>
  oneOf<Type>(
    scene,
    `SELECT id, capacity FROM appointment_type WHERE removed = 0 AND retired = 0
     AND (capacity IS NULL) <> ? ORDER BY id`,
    Number(group),
  );

export const book: Proposal = (scene) => {
  const { random } = scene;
  const type = someType(scene, random.chance(0.3));
  if (!type) return undefined;
  const empty = type.capacity !== null && random.chance(0.3);
  return {
    name: "appointments.book",
    input: {
      ...request(),
      practitionerId: somePractitioner(scene),
      roomId: someRoom(scene),
      startsAt: someStart(scene),
      ...(empty ? {} : { clientId: someClient(scene) }),
      typeId: type.id,
      source: random.pick(["phone", "walk-in", "staff"] as const),
      outsideReason: "agreed",
      ...(random.chance(0.2) ? { note: "comes with a dog" } : {}),
    },
  };
};

export const hold: Proposal = (scene) => {
  const type = someType(scene, false);
  return {
    name: "appointments.hold",
    input: {
      ...request(),
      practitionerId: somePractitioner(scene),
      roomId: someRoom(scene),
      startsAt: someStart(scene),
      ...(type ? { typeId: type.id } : {}),
    },
  };
};

type Held = {
  id: string;
  practitioner_id: string;
  room_id: string | null;
  starts_at: number;
  type_id: string | null;
};

const ownHold = (scene: Scene): Held | undefined =>
  oneOf<Held>(scene, "SELECT * FROM appointment WHERE held_by = ? ORDER BY id", scene.windowName);

export const bookHeld: Proposal = (scene) => {
  const held = ownHold(scene);
  if (!held?.type_id) return undefined;
  return {
    name: "appointments.book",
    input: {
      ...request(),
      holdId: held.id,
      practitionerId: held.practitioner_id,
      roomId: held.room_id,
      startsAt: scene.random.chance(0.85) ? held.starts_at : someStart(scene),
      clientId: someClient(scene),
      typeId: held.type_id,
      source: "phone",
      outsideReason: "agreed",
    },
  };
};

export const releaseHold: Proposal = (scene) => {
  const held = ownHold(scene);
  return held && { name: "appointments.release-hold", input: { holdId: held.id } };
};

export const renewHold: Proposal = (scene) => {
  const held = ownHold(scene);
  return held && { name: "appointments.renew-hold", input: { holdId: held.id } };
};

export const addAttendee: Proposal = (scene) => {
  const session = oneOf<{ appointment_id: string }>(
    scene,
    "SELECT appointment_id FROM group_session ORDER BY appointment_id",
  );
  return (
    session && {
      name: "appointments.add-attendee",
      input: { ...request(), appointmentId: session.appointment_id, clientId: someClient(scene) },
    }
  );
};

export const removeAttendee: Proposal = (scene) => {
  const attendee = oneOf<{ id: string }>(scene, "SELECT id FROM attendee WHERE seat IS NOT NULL ORDER BY id");
  return (
    attendee && { name: "appointments.remove-attendee", input: { ...request(), attendeeId: attendee.id } }
  );
};

export const addNote: Proposal = (scene) => {
  const row = someAppointment(scene, "booked", "arrived", "cancelled");
  return (
    row && {
      name: "appointments.add-note",
      input: { ...request(), appointmentId: row.id, text: "rang again" },
    }
  );
};

export const undo: Proposal = (scene): Act | undefined =>
  scene.lastOp === undefined
    ? undefined
    : { name: "appointments.undo", input: { ...request(), opId: scene.lastOp } };

/** Many rows at once, and seldom within the few seconds that there are for it, unless somebody means to. */
export const undoSeries: Proposal = (scene) => undo({ ...scene, lastOp: scene.lastSeriesOp });
