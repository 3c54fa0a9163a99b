import {
  type Conflict,
  type ConflictKind,
  type Resolution,
  resolutions,
} from "../../../src/conflicts/conflict.ts";
import { type Act, oneOf, type Proposal, request, type Scene, somePractitioner, someStart } from "./act.ts";

/** What people choose for each kind; now and then somebody tries what makes no sense, and is refused. */
const USUAL: Record<ConflictKind, readonly Resolution[]> = {
  "slot-taken": ["moved", "moved", "swapped", "cancelled", "waitlisted"],
  "reschedule-race": ["moved", "swapped", "kept", "waitlisted", "cancelled"],
  "booking-meets-block": ["moved", "kept", "cancelled"],
  "external-event-over-booking": ["moved", "kept", "cancelled"],
  "edit-after-cancel": ["wanted", "current", "moved"],
  "seat-taken": ["wanted", "current"],
  "field-divergence": ["wanted", "current"],
};
const UNUSUAL = 0.15;

/** Settles an open conflict in one of its ways. */
export const resolve: Proposal = (scene) => {
  const conflict = oneOf<Conflict>(scene, "SELECT * FROM conflict WHERE state = 'open' ORDER BY id");
  if (!conflict) return undefined;
  const { random } = scene;
  const how = random.chance(UNUSUAL) ? random.pick(resolutions) : random.pick(USUAL[conflict.kind]);
  return {
    name: "conflicts.resolve",
    input: { ...decided(scene, how), ...request(), conflictId: conflict.id },
  };
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

function decided(scene: Scene, how: Resolution): WithoutWhat<How> {
  switch (how) {
    case "moved":
      return {
        how,
        practitionerId: somePractitioner(scene),
        startsAt: someStart(scene),
        outsideReason: "agreed",
        ...(scene.random.chance(0.5) ? { roomId: null } : {}),
      };
    case "swapped":
      return { how, otherPractitionerId: somePractitioner(scene), otherStartsAt: someStart(scene) };
    case "cancelled":
      return { how, reason: "no other time" };
    default:
      return { how };
  }
}

type WithoutWhat<T> = T extends unknown ? Omit<T, "requestId" | "conflictId"> : never;
