import type { WeekPattern } from "../../../src/ipc/views.ts";
import { oneOf, type Proposal, request, type Scene, somePractitioner, someStart } from "./act.ts";

const HALF_HOUR = 1_800;
/** The last one has no end: housekeeping extends it, on every desk that has it. */
const RULES = ["FREQ=WEEKLY;COUNT=2", "FREQ=WEEKLY;COUNT=4", "FREQ=MONTHLY"];

export const createBlock: Proposal = (scene) => {
  const { random } = scene;
  const startsAt = someStart(scene);
  return {
    name: "blocks.create",
    input: {
      ...request(),
      practitionerId: somePractitioner(scene),
      startsAt,
      endsAt: startsAt + random.int(1, 4) * HALF_HOUR,
      reason: random.pick(["course", "ill"]),
      keepBookings: random.chance(0.6),
      ...(random.chance(0.25) ? { recurrence: { rrule: random.pick(RULES) } } : {}),
    },
  };
};

type Block = { id: string; version: number; starts_at: number; series_id: string | null };

const SCOPES = ["one", "following", "all"] as const;

/** A series without an end has more occurrences than there are other blocks: half the time one of the days planned. */
const someBlock = (scene: Scene): Block | undefined =>
  oneOf<Block>(
    scene,
    `SELECT * FROM block WHERE removed = 0 ORDER BY starts_at, id LIMIT ${scene.random.chance(0.5) ? 3 : 100}`,
  );

export const changeBlock: Proposal = (scene) => {
  const block = someBlock(scene);
  if (!block) return undefined;
  const startsAt = block.starts_at + scene.random.int(-2, 2) * HALF_HOUR;
  return {
    name: "blocks.change",
    input: {
      ...request(),
      id: block.id,
      version: block.version,
      startsAt,
      endsAt: startsAt + scene.random.int(1, 3) * HALF_HOUR,
      reason: scene.random.pick(["course", "moved course"]),
      keepBookings: scene.random.chance(0.6),
      scope: scene.random.pick(SCOPES),
    },
  };
};

export const removeBlock: Proposal = (scene) => {
  const block = someBlock(scene);
  return (
    block && {
      name: "blocks.remove",
      input: {
        ...request(),
        id: block.id,
        version: block.version,
        scope: scene.random.pick(SCOPES),
      },
    }
  );
};

const week = (minutes: [number, number]): WeekPattern =>
  [1, 1, 1, 1, 1, 0, 0].map((works) => (works ? [minutes] : [])) as WeekPattern;

const someHours = (scene: Scene): [number, number] => [
  scene.random.int(16, 20) * 30,
  scene.random.int(28, 36) * 30,
];

export const setHours: Proposal = (scene) => {
  const practitionerId = somePractitioner(scene);
  const validFrom = scene.random.pick(["1970-01-01", "2026-03-03", "2026-03-04"]);
  const same = oneOf<{ version: number }>(
    scene,
    "SELECT version FROM working_hours WHERE practitioner_id = ? AND valid_from = ? AND removed = 0",
    practitionerId,
    validFrom,
  );
  return {
    name: "hours.set",
    input: {
      ...request(),
      practitionerId,
      validFrom,
      pattern: week(someHours(scene)),
      keepBookings: true,
      ...(same ? { version: same.version } : {}),
    },
  };
};

export const setException: Proposal = (scene) => {
  const practitionerId = somePractitioner(scene);
  const day = scene.random.pick(["2026-03-02", "2026-03-03"]);
  const same = oneOf<{ version: number }>(
    scene,
    "SELECT version FROM hours_exception WHERE practitioner_id = ? AND day = ? AND removed = 0",
    practitionerId,
    day,
  );
  return {
    name: "hours.set-exception",
    input: {
      ...request(),
      practitionerId,
      day,
      ranges: scene.random.chance(0.3) ? null : [someHours(scene)],
      keepBookings: true,
      ...(same ? { version: same.version } : {}),
    },
  };
};
