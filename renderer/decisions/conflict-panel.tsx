import { useState } from "react";
import type { ConflictView } from "../../src/ipc/sharing-views.ts";
import type { FreeTime } from "../../src/ipc/views.ts";
import { ConflictDetails } from "./conflict-details.tsx";
import { DayAside } from "./day-aside.tsx";
import type { Said } from "./outcome.tsx";

type Props = { conflict: ConflictView; onDecided: (outcome: Said) => void };

const none: never[] = [];

/** What can be decided, and the day beside it with the times that are offered just now. */
export function ConflictPanel({ conflict, onDecided }: Props) {
  const [forOther, setForOther] = useState<readonly FreeTime[] | null>(null);
  const offered = forOther ?? (conflict.ways.includes("moved") ? conflict.nearest : none);
  return (
    <>
      <ConflictDetails conflict={conflict} onDecided={onDecided} onOffer={setForOther} />
      <DayAside conflict={conflict} offered={offered} />
    </>
  );
}
