import { oneOf, type Proposal, request } from "./act.ts";

type Row = { id: string; version: number };

export const createClient: Proposal = ({ random }) => ({
  name: "clients.create",
  input: {
    ...request(),
    name: `New client ${random.int(1, 99)}`,
    phone: `030 ${random.int(100_000, 999_999)}`,
  },
});

/** Somebody or something more. What people book stays with the first ones, so that they go on to meet there. */
export const createRecord: Proposal = ({ random }) => {
  const number = random.int(1, 99);
  switch (random.int(0, 2)) {
    case 0:
      return { name: "practitioners.create", input: { ...request(), name: `Dr Newcomer ${number}` } };
    case 1:
      return { name: "rooms.create", input: { ...request(), name: `Room ${number}` } };
    default:
      return {
        name: "types.create",
        input: {
          ...request(),
          name: `Check ${number}`,
          durationMinutes: random.pick([15, 30]),
          bufferMinutes: random.pick([0, 5]),
          colour: random.int(0, 11),
        },
      };
  }
};

export const changeClient: Proposal = (scene) => {
  const { random } = scene;
  const row = oneOf<Row & { name: string }>(
    scene,
    "SELECT * FROM client WHERE removed = 0 ORDER BY id LIMIT 2",
  );
  if (!row) return undefined;
  const field = random.pick([
    { name: `${row.name.split(",")[0]}, ${random.pick(["Dr", "senior", "junior"])}` },
    { phone: `040 ${random.int(100_000, 999_999)}` },
    { email: `${random.pick(["one", "two", "three"])}@example.org` },
    { remark: random.pick(["prefers mornings", "needs the lift", null]) },
    { birthDate: random.pick(["1980-01-01", "1990-02-02"]) },
  ]);
  return {
    name: "clients.change",
    input: { ...request(), id: row.id, version: row.version, name: row.name, ...field },
  };
};

export const changeType: Proposal = (scene) => {
  const { random } = scene;
  const row = oneOf<
    Row & {
      name: string;
      duration_minutes: number;
      buffer_minutes: number;
      colour: number;
      capacity: number | null;
    }
  >(scene, "SELECT * FROM appointment_type WHERE removed = 0 ORDER BY id");
  if (!row) return undefined;
  return {
    name: "types.change",
    input: {
      ...request(),
      id: row.id,
      version: row.version,
      name: random.chance(0.3) ? `${row.name.split(" ")[0]} ${random.int(1, 3)}` : row.name,
      durationMinutes: random.chance(0.3) ? random.pick([30, 45, 60]) : row.duration_minutes,
      bufferMinutes: random.chance(0.3) ? random.pick([0, 10]) : row.buffer_minutes,
      colour: random.chance(0.3) ? random.int(0, 11) : row.colour,
    },
  };
};

export const changePractitioner: Proposal = (scene) => {
  const row = oneOf<Row & { name: string }>(
    scene,
    "SELECT * FROM practitioner WHERE removed = 0 ORDER BY id",
  );
  return (
    row && {
      name: "practitioners.change",
      input: {
        ...request(),
        id: row.id,
        version: row.version,
        name: row.name,
        shortName: scene.random.pick(["A", "B", null]),
        keepBookings: true,
      },
    }
  );
};

export const changeRoom: Proposal = (scene) => {
  const row = oneOf<Row & { name: string }>(scene, "SELECT * FROM room WHERE removed = 0 ORDER BY id");
  return (
    row && {
      name: "rooms.change",
      input: {
        ...request(),
        id: row.id,
        version: row.version,
        name: row.name,
        ...(scene.random.chance(0.5)
          ? { position: scene.random.int(0, 5) }
          : { retired: scene.random.chance(0.3) }),
      },
    }
  );
};

export const changePractice: Proposal = (scene) => {
  const row = oneOf<Row & { zone: string }>(scene, "SELECT * FROM practice");
  return (
    row && {
      name: "practice.change",
      input: {
        ...request(),
        id: row.id,
        version: row.version,
        name: scene.random.pick(["Linden Street", "Linden Street 12", "At the Lindens"]),
        zone: row.zone,
      },
    }
  );
};
