import { create } from "zustand";
import type { AppointmentView } from "../../src/ipc/views.ts";

export type Spot = { practitionerId: string; startsAt: number };
/** Time swept over to block it. */
export type Sweep = { practitionerId: string; startsAt: number; endsAt: number };
export type Drag = { appointment: AppointmentView; spot: Spot };

/**
 * Where the pointer is on the board. A store of its own, so that a moving pointer draws one ghost in one column
 * and nothing else.
 */
export const usePointer = create<{ hover: Spot | null; drag: Drag | null; sweep: Sweep | null }>(() => ({
  hover: null,
  drag: null,
  sweep: null,
}));

const same = (a: Spot | null, b: Spot | null): boolean =>
  a?.practitionerId === b?.practitionerId && a?.startsAt === b?.startsAt;

export function hoverOver(hover: Spot | null): void {
  if (!same(usePointer.getState().hover, hover)) usePointer.setState({ hover });
}

export function dragTo(drag: Drag | null): void {
  const before = usePointer.getState().drag;
  if (before === null && drag === null) return;
  if (before && drag && same(before.spot, drag.spot)) return;
  usePointer.setState({ drag, hover: null });
}

export function sweepOver(sweep: Sweep | null): void {
  const before = usePointer.getState().sweep;
  if (before === null && sweep === null) return;
  if (before && sweep && same(before, sweep) && before.endsAt === sweep.endsAt) return;
  usePointer.setState({ sweep, hover: null });
}
