/**
 * The tables whose rows travel between desks, with their field groups: fields of one group are set and merged
 * together, different groups merge independently. Start, end, practitioner and room are one group, because
 * half of a move is no move.
 */
export const entities = {
  practice: { name: ["name"], zone: ["zone"] },
  practitioner: {
    name: ["name"],
    short_name: ["short_name"],
    position: ["position"],
    leaves_on: ["leaves_on"],
    removed: ["removed"],
  },
  room: { name: ["name"], position: ["position"], retired: ["retired"], removed: ["removed"] },
  client: {
    name: ["name"],
    phone: ["phone", "phone_digits"],
    email: ["email"],
    birth_date: ["birth_date"],
    remark: ["remark"],
    removed: ["removed"],
  },
  appointment_type: {
    name: ["name"],
    length: ["duration_minutes", "buffer_minutes"],
    colour: ["colour"],
    capacity: ["capacity"],
    position: ["position"],
    retired: ["retired"],
    removed: ["removed"],
  },
  working_hours: { hours: ["practitioner_id", "valid_from", "valid_until", "pattern"], removed: ["removed"] },
  hours_exception: { hours: ["practitioner_id", "day", "ranges"], removed: ["removed"] },
  block_series: {
    rule: ["practitioner_id", "rrule", "zone", "first_start", "duration_minutes", "ends_before"],
    reason: ["reason"],
    removed: ["removed"],
  },
  block: {
    time: ["practitioner_id", "starts_at", "ends_at"],
    reason: ["reason"],
    source: ["source", "series_id"],
    removed: ["removed"],
  },
  appointment: {
    time: ["practitioner_id", "room_id", "starts_at", "ends_at", "busy_until", "outside_reason"],
    status: ["status", "cancel_reason"],
    client: ["client_id"],
    type: ["type_id"],
    source: ["source", "series_id"],
    booked: ["booked_by", "booked_at"],
  },
  group_session: { capacity: ["capacity"] },
  attendee: { client: ["appointment_id", "client_id"], seat: ["seat"] },
  note: { text: ["appointment_id", "text", "written_by", "written_at"], removed: ["removed"] },
} as const satisfies Record<string, Record<string, readonly string[]>>;

export type Entity = keyof typeof entities;

const groupByColumn = new Map<Entity, Map<string, string>>(
  (Object.keys(entities) as Entity[]).map((entity) => [
    entity,
    new Map(
      Object.entries(entities[entity]).flatMap(([group, columns]) =>
        columns.map((column: string) => [column, group] as const),
      ),
    ),
  ]),
);

/** The field group of a column, or undefined for a column that does not travel (`version`, `placed`, ...). */
export const groupOf = (entity: Entity, column: string): string | undefined =>
  groupByColumn.get(entity)?.get(column);

/** The columns that are set together with this one, itself included. */
export const groupMates = (entity: Entity, column: string): readonly string[] => {
  const group = groupOf(entity, column);
  const groups: Readonly<Record<string, readonly string[]>> = entities[entity];
  return (group === undefined ? undefined : groups[group]) ?? [];
};

/** The columns that travel. */
export const travellingColumns = (entity: Entity): readonly string[] => [
  ...(groupByColumn.get(entity)?.keys() ?? []),
];

/** Which op set a group last: rows name it per group, with `*` for every group since the row's creation. */
export const setterOf = (setBy: Record<string, string>, group: string): string | undefined =>
  setBy[group] ?? setBy["*"];
