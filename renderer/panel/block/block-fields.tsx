import { useState } from "react";
import type { PractitionerView } from "../../../src/ipc/views.ts";
import { type Day, dayOf } from "../../../src/time/zoned-day.ts";
import { ChoiceField, InstantField, QuickTexts, TextField, useFormats } from "../../fields/index.ts";
import { blockWords } from "../../words/index.ts";
import type { BlockDraft, BlockProblems } from "./block-draft.ts";

type Props = {
  draft: BlockDraft;
  problems: BlockProblems;
  practitioners: readonly PractitionerView[];
  /** The day to begin with while no time is chosen. */
  day: Day;
  onChange: (part: Partial<BlockDraft>) => void;
  /** A block that is there already stays with its practitioner. */
  fixedPractitioner: boolean;
};

/** Who is away, from when to when, and why. */
export function BlockFields({ draft, problems, practitioners, day, onChange, fixedPractitioner }: Props) {
  const formats = useFormats();
  const { startsAt, endsAt } = draft;

  // A block that is pushed to another start stays as long as it was, also while that start is being typed.
  const [length, setLength] = useState(startsAt === null || endsAt === null ? null : endsAt - startsAt);
  const start = (next: number | null): void =>
    onChange({ startsAt: next, endsAt: next === null || length === null ? endsAt : next + length });
  const end = (next: number | null): void => {
    if (next !== null && startsAt !== null && next > startsAt) setLength(next - startsAt);
    onChange({ endsAt: next });
  };

  return (
    <>
      {fixedPractitioner ? (
        <p dir="auto">{practitioners.find((each) => each.id === draft.practitionerId)?.name}</p>
      ) : (
        <ChoiceField
          label={blockWords.practitioner}
          choices={practitioners}
          value={draft.practitionerId}
          onChange={(practitionerId) => onChange({ practitionerId })}
          error={draft.practitionerId === null ? problems.practitioner : null}
        />
      )}
      <InstantField
        dayLabel={blockWords.fromDay}
        timeLabel={blockWords.fromTime}
        value={startsAt}
        day={day}
        onChange={start}
        error={startsAt === null ? problems.from : null}
      />
      <InstantField
        dayLabel={blockWords.toDay}
        timeLabel={blockWords.toTime}
        value={endsAt}
        day={startsAt === null ? day : dayOf(formats.zone, startsAt)}
        onChange={end}
        error={problems.to}
      />
      <TextField
        label={blockWords.reason}
        value={draft.reason}
        onChange={(reason) => onChange({ reason })}
        error={draft.reason.trim() === "" ? problems.reason : null}
        required
        autoFocus
      />
      <QuickTexts texts={blockWords.quickReasons} onChoose={(reason) => onChange({ reason })} />
    </>
  );
}
