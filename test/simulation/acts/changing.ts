import {
  type AppointmentRow,
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

const edit = (row: { id: string; version: number }) => ({ ...request(), id: row.id, version: row.version });
const MOVABLE = ["booked", "arrived", "checked-in"];

export const move: Proposal = (scene) => {
  const row = someAppointment(scene, ...MOVABLE);
  return (
    row && {
      name: "appointments.move",
      input: {
        ...edit(row),
        practitionerId: somePractitioner(scene),
        ...(scene.random.chance(0.4) ? { roomId: someRoom(scene) } : {}),
        startsAt: someStart(scene),
        outsideReason: "agreed",
      },
    }
  );
};

/** Time off lies over it: it goes somewhere else, or stays where another one is. */
export const moveFromUnderBlock: Proposal = (scene) => {
  const row = oneOf<AppointmentRow>(
    scene,
    `SELECT DISTINCT appointment.* FROM appointment JOIN block USING (practitioner_id)
     WHERE block.removed = 0 AND appointment.status = 'booked'
     AND appointment.starts_at < block.ends_at AND block.starts_at < appointment.ends_at ORDER BY appointment.id`,
  );
  return (
    row && {
      name: "appointments.move",
      input: {
        ...edit(row),
        practitionerId: row.practitioner_id,
        startsAt: someStart(scene),
        outsideReason: "agreed",
      },
    }
  );
};

export const swap: Proposal = (scene) => {
  const [first, second] = [someAppointment(scene, ...MOVABLE), someAppointment(scene, ...MOVABLE)];
  if (!first || !second || first.id === second.id) return undefined;
  const seen = ({ id, version }: AppointmentRow) => ({ id, version });
  return {
    name: "appointments.swap",
    input: { ...request(), first: seen(first), second: seen(second), outsideReason: "agreed" },
  };
};

export const cancel: Proposal = (scene) => {
  const row = someAppointment(scene, ...MOVABLE, "waitlist");
  return (
    row && {
      name: "appointments.cancel",
      input: { ...edit(row), reason: scene.random.pick(["ill", "late"]) },
    }
  );
};

export const revive: Proposal = (scene) => {
  const row = someAppointment(scene, "cancelled", "noshow", "waitlist");
  return row && { name: "appointments.set-status", input: { ...edit(row), status: "booked" } };
};

export const setStatus: Proposal = (scene) => {
  const row = someAppointment(scene, "booked", "arrived", "checked-in", "fulfilled", "noshow");
  const status = scene.random.pick(["arrived", "checked-in", "fulfilled", "noshow", "booked"] as const);
  return row && { name: "appointments.set-status", input: { ...edit(row), status } };
};

type Session = { capacity: number };

export const change: Proposal = (scene) => {
  const row = someAppointment(scene, "booked", "arrived", "checked-in", "cancelled");
  if (!row) return undefined;
  const session = oneOf<Session>(
    scene,
    "SELECT capacity FROM group_session WHERE appointment_id = ?",
    row.id,
  );
  return { name: "appointments.change", input: { ...edit(row), ...whatChanges(scene, row, session) } };
};

function whatChanges(scene: Scene, row: AppointmentRow, session: Session | undefined) {
  const { random } = scene;
  switch (random.int(0, session ? 3 : 4)) {
    case 0:
      return { durationMinutes: random.pick([30, 45, 60, 90]) };
    case 1:
      return { roomId: someRoom(scene) };
    case 2:
      return { source: random.pick(["email", "online", "phone"] as const) };
    case 3:
      if (session) return { capacity: random.int(1, 3) };
      return { clientId: someClient(scene) };
    default:
      return {
        typeId:
          oneOf<{ id: string }>(
            scene,
            "SELECT id FROM appointment_type WHERE capacity IS NULL AND removed = 0 ORDER BY id",
          )?.id ?? row.id,
      };
  }
}
