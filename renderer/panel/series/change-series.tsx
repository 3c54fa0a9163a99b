import { type SyntheticEvent, useState } from "react";
import { Button } from "react-aria-components";
import type { AnteroomError } from "../../../src/ipc/errors.ts";
import type { AppointmentView } from "../../../src/ipc/views.ts";
import { dayOf } from "../../../src/time/zoned-day.ts";
import {
  ChoiceField,
  InstantField,
  Refused,
  submitOnEnter,
  TextField,
  useFormats,
} from "../../fields/index.ts";
import { usePractitioners, useRooms, useTypes } from "../../queries/index.ts";
import { appointmentWords, bookingWords, fieldWords, seriesWords } from "../../words/index.ts";
import { offered } from "../booking/use-place.ts";
import panel from "../panel.module.css";
import { RoomField, TypeAndLengthFields } from "../what-fields.tsx";
import { isChanged, type SeriesDraft, seriesDraft } from "./series-draft.ts";
import { SeriesSummary } from "./series-summary.tsx";
import { TimesStep } from "./times-step.tsx";
import { useChangeSeries } from "./use-change-series.ts";
import type { ScopeChoice } from "./use-scope.ts";

/** Null while the form is shown; `asked`: it was sent before main had looked at the times. */
export type AtTimes = { asked: boolean } | null;

type Props = {
  appointment: AppointmentView;
  choice: ScopeChoice;
  /** Whether the times are being decided one by one. */
  atTimes: AtTimes;
  onTimes: (atTimes: AtTimes) => void;
  onDone: () => void;
};

/** Time, practitioner, type, length, room and a note for several of a series: what is not touched stays as each has it. */
export function ChangeSeries({ appointment, choice, atTimes, onTimes, onDone }: Props) {
  const formats = useFormats();
  const [draft, setDraft] = useState<SeriesDraft>(() => seriesDraft(appointment));
  const practitioners = usePractitioners().data?.practitioners ?? [];
  const rooms = offered(useRooms().data?.rooms ?? []);
  const types = offered(useTypes().data?.types ?? []).filter(({ capacity }) => capacity === null);
  const set = (part: Partial<SeriesDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const changing = useChangeSeries(appointment, draft, choice.reached, onDone);
  const { plan, refused } = changing;
  const isOutside = plan.open.some(({ time }) => time?.clash?.code === "outside-hours");
  const count = plan.planned.length;

  const submit = async (event?: SyntheticEvent): Promise<void> => {
    event?.preventDefault();
    if (changing.pending || draft.startsAt === null) return;
    if (!isChanged(draft)) {
      onDone();
      return;
    }
    if (!atTimes && (plan.open.length > 0 || !plan.isCurrent)) {
      onTimes({ asked: !plan.isCurrent });
      return;
    }
    const error: AnteroomError | null = await changing.run();
    if (error?.code === "stale") await choice.lookAgain();
    if (error) onTimes(error.code === "series-clash" ? { asked: false } : null);
  };

  if (atTimes) {
    return (
      <TimesStep
        plan={plan}
        out="stay"
        submit={seriesWords.change(count)}
        pending={changing.pending}
        busy={changing.busy}
        refused={refused}
        asked={atTimes.asked}
        onSubmit={() => void submit()}
        onBack={() => onTimes(null)}
      />
    );
  }
  return (
    <form
      aria-label={appointmentWords.changeTitle}
      className={panel.form}
      onSubmit={(event) => void submit(event)}
      onKeyDownCapture={submitOnEnter}
      noValidate
    >
      {refused?.code === "stale" ? (
        <p className="callout" role="alert">
          {seriesWords.changedMeanwhile}
        </p>
      ) : (
        <Refused error={refused} />
      )}
      <InstantField
        dayLabel={bookingWords.day}
        timeLabel={bookingWords.start}
        value={draft.startsAt}
        day={dayOf(formats.zone, appointment.startsAt)}
        onChange={(startsAt) => set({ startsAt })}
        error={draft.startsAt === null ? bookingWords.chooseTime : null}
      />
      <ChoiceField
        label={bookingWords.practitioner}
        choices={practitioners}
        value={draft.practitionerId}
        onChange={(practitionerId) => set({ practitionerId })}
      />
      <div className={panel.pair}>
        <TypeAndLengthFields types={types} value={draft} onChange={set} />
      </div>
      <RoomField rooms={rooms} value={draft.roomId} onChange={(roomId) => set({ roomId })} />
      <TextField
        label={seriesWords.note}
        value={draft.note}
        onChange={(note) => set({ note })}
        rows={2}
        maxLength={4_000}
      />
      {isOutside || draft.outsideReason !== "" ? (
        <TextField
          label={bookingWords.outsideReason}
          value={draft.outsideReason}
          onChange={(outsideReason) => set({ outsideReason })}
        />
      ) : null}
      <SeriesSummary plan={plan} clientName={appointment.clientName ?? appointmentWords.group} saysState />
      <div className={panel.submit}>
        <Button type="submit" className="react-aria-Button primary">
          {changing.busy ? fieldWords.busy : seriesWords.change(count)}
        </Button>
        <Button onPress={onDone}>{appointmentWords.back}</Button>
      </div>
    </form>
  );
}
