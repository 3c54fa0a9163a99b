import type { Conflict } from "../../../src/conflicts/conflict.ts";
import { type Act, oneOf, type Proposal, request, type Scene, somePractitioner, someStart } from "./act.ts";

/** Settles an open conflict in any way, also in ways that make no sense for its kind: those are refused. */
export const resolve: Proposal = (scene) => {
  const conflict = oneOf<Conflict>(scene, "SELECT * FROM conflict WHERE state = 'open' ORDER BY id");
  return (
    conflict && {
      name: "conflicts.resolve",
      input: { ...howTo(scene), ...request(), conflictId: conflict.id },
    }
  );
};

/** A conflict that is settled already: the second one to settle it is told so. */
export const resolveAgain: Proposal = (scene) => {
  const conflict = oneOf<Conflict>(scene, "SELECT * FROM conflict WHERE state <> 'open' ORDER BY id");
  return (
    conflict && {
      name: "conflicts.resolve",
      input: { ...request(), conflictId: conflict.id, how: scene.random.pick(["kept", "current"] as const) },
    }
  );
};

type How = Extract<Act, { name: "conflicts.resolve" }>["input"];

function howTo(scene: Scene): WithoutWhat<How> {
  const { random } = scene;
  const startsAt = someStart(scene);
  switch (random.int(0, 7)) {
    case 0:
    case 1:
      return {
        how: "moved",
        practitionerId: somePractitioner(scene),
        startsAt,
        outsideReason: "agreed",
        ...(random.chance(0.3) ? { roomId: null } : {}),
      };
    case 2:
      return { how: "swapped", otherPractitionerId: somePractitioner(scene), otherStartsAt: startsAt };
    case 3:
      return { how: "cancelled", reason: "no other time" };
    default:
      return { how: random.pick(["kept", "waitlisted", "wanted", "current"] as const) };
  }
}

type WithoutWhat<T> = T extends unknown ? Omit<T, "requestId" | "conflictId"> : never;
