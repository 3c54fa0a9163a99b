import { DURATION } from "../../../src/appointments/length.ts";
import type { Day } from "../../../src/time/zoned-day.ts";
import { ChoiceField, InstantField, NumberField, TextField, useFormats } from "../../fields/index.ts";
import { bookingWords, hoursSentence, sourceWords } from "../../words/index.ts";
import panel from "../panel.module.css";
import { RepeatFields } from "../series/repeat-fields.tsx";
import { RoomField } from "../what-fields.tsx";
import type { BookingProblems } from "./check-draft.ts";
import { ClientField } from "./client-field.tsx";
import type { BookingDraft, Place } from "./drafts.ts";
import { NewClientFields } from "./new-client-fields.tsx";
import type { BookingPlace } from "./use-place.ts";

const sources = (["phone", "walk-in", "email", "staff"] as const).map((id) => ({
  id,
  name: sourceWords[id],
}));

type Props = {
  draft: BookingDraft;
  place: BookingPlace;
  problems: BookingProblems;
  needsReason: boolean;
  onChange: (part: Partial<BookingDraft>) => void;
  /** `day` goes with a time that is not written whole yet. */
  onMove: (place: Place, day: Day, typed: boolean) => void;
};

function Who({ draft, place, problems, onChange }: Props) {
  const { newClient, client, clientText } = draft;
  if (newClient) {
    return (
      <NewClientFields
        value={newClient}
        onChange={(next) => onChange({ newClient: next })}
        onGiveUp={() => onChange({ newClient: null, clientText: newClient.name })}
        errors={problems}
      />
    );
  }
  const isGroup = place.type !== null && place.type.capacity !== null;
  return (
    <ClientField
      text={clientText}
      client={client}
      onChange={(text, chosen) => onChange({ clientText: text, client: chosen })}
      onNew={(name) => onChange({ newClient: { name, phone: "", birthDate: null } })}
      error={client ? null : problems.client}
      description={isGroup ? bookingWords.clientOfGroup : undefined}
      autoFocus
    />
  );
}

function OutsideHours({ draft, place, problems, onChange }: Props) {
  const formats = useFormats();
  const { practitionerName, day, hours } = place;
  return (
    <>
      {hours === null ? null : (
        <p className="callout plain">{hoursSentence({ practitionerName, day, hours }, formats)}</p>
      )}
      <TextField
        label={bookingWords.outsideReason}
        value={draft.outsideReason}
        onChange={(outsideReason) => onChange({ outsideReason })}
        error={draft.outsideReason.trim() === "" ? problems.outsideReason : null}
        required
      />
    </>
  );
}

/** Who, what, when and where, in the order a caller says it. */
export function BookingFields(props: Props) {
  const { draft, place, problems, needsReason, onChange, onMove } = props;
  const { practitionerId, startsAt, type, day } = place;
  return (
    <>
      <Who {...props} />
      <div className={panel.pair}>
        <ChoiceField
          label={bookingWords.type}
          choices={place.types}
          value={type?.id ?? null}
          onChange={(typeId) => onChange({ typeId, durationMinutes: null })}
          error={place.types.length === 0 ? problems.type : null}
        />
        <NumberField
          label={bookingWords.duration}
          value={place.durationMinutes}
          onChange={(minutes) =>
            onChange({ durationMinutes: minutes === type?.durationMinutes ? null : minutes })
          }
          {...DURATION}
          unit="minute"
        />
      </div>
      {needsReason ? <OutsideHours {...props} /> : null}
      <ChoiceField
        label={bookingWords.practitioner}
        choices={place.practitioners}
        value={practitionerId}
        onChange={(next) => onMove({ practitionerId: next, startsAt }, day, false)}
        error={practitionerId === null ? problems.practitioner : null}
      />
      <InstantField
        dayLabel={bookingWords.day}
        timeLabel={bookingWords.start}
        value={startsAt}
        day={day}
        onChange={(next, nextDay) => onMove({ practitionerId, startsAt: next }, nextDay, true)}
        error={startsAt === null ? problems.start : null}
      />
      <div className={panel.pair}>
        <RoomField rooms={place.rooms} value={draft.roomId} onChange={(roomId) => onChange({ roomId })} />
        <ChoiceField
          label={bookingWords.source}
          choices={sources}
          value={sources.find(({ id }) => id === draft.source)?.id ?? null}
          onChange={(source) => onChange({ source })}
        />
      </div>
      <TextField
        label={bookingWords.note}
        value={draft.note}
        onChange={(note) => onChange({ note })}
        rows={2}
        maxLength={4_000}
      />
      {type?.capacity === null ? (
        <RepeatFields
          value={draft.repeat}
          onChange={(repeat) => onChange({ repeat })}
          first={day}
          untilError={problems.until}
        />
      ) : null}
    </>
  );
}
