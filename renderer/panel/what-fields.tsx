import { DURATION } from "../../src/appointments/length.ts";
import { ChoiceField, NumberField } from "../fields/index.ts";
import { bookingWords } from "../words/index.ts";

type Named = { id: string; name: string };

const NO_ROOM = "none";

/** Any of the rooms, or none. */
export function RoomField({
  rooms,
  value,
  onChange,
}: {
  rooms: readonly Named[];
  value: string | null;
  onChange: (roomId: string | null) => void;
}) {
  return (
    <ChoiceField
      label={bookingWords.room}
      choices={[{ id: NO_ROOM, name: bookingWords.noRoom }, ...rooms]}
      value={value ?? NO_ROOM}
      onChange={(id) => onChange(id === NO_ROOM ? null : id)}
    />
  );
}

type Type = Named & { durationMinutes: number };
type What = { typeId: string | null; durationMinutes: number };

/** What an appointment that is there becomes: another type brings its own length, which may be changed after it. */
export function TypeAndLengthFields({
  types,
  value,
  onChange,
}: {
  types: readonly Type[];
  value: What;
  onChange: (part: { typeId?: string; durationMinutes?: number }) => void;
}) {
  return (
    <>
      <ChoiceField
        label={bookingWords.type}
        choices={types}
        value={value.typeId}
        onChange={(typeId) => {
          const type = types.find((each) => each.id === typeId);
          onChange({ typeId, ...(type ? { durationMinutes: type.durationMinutes } : {}) });
        }}
      />
      <NumberField
        label={bookingWords.duration}
        value={value.durationMinutes}
        onChange={(durationMinutes) => onChange({ durationMinutes })}
        {...DURATION}
        unit="minute"
      />
    </>
  );
}
