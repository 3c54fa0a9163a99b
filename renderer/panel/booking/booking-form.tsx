import { type KeyboardEvent, type SyntheticEvent, useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import { useShallow } from "zustand/react/shallow";
import type { FreeTime } from "../../../src/ipc/views.ts";
import { type Day, dayOf } from "../../../src/time/zoned-day.ts";
import { submitOnEnter, useFormats } from "../../fields/index.ts";
import { type Panel, useScreen } from "../../store/screen.ts";
import { bookingWords, fieldWords, nearestOf, placeWords, seriesWords } from "../../words/index.ts";
import panel from "../panel.module.css";
import { PanelFrame } from "../panel-frame.tsx";
import { RefusalMessage, timeOfKey } from "../refusal-message.tsx";
import { SeriesState, SeriesSummary } from "../series/series-summary.tsx";
import { TimesStep } from "../series/times-step.tsx";
import { useBookingSeries } from "../series/use-booking-series.ts";
import styles from "./booking.module.css";
import { BookingFields } from "./booking-fields.tsx";
import { type BookingProblems, checkDraft } from "./check-draft.ts";
import type { Place } from "./drafts.ts";
import { HoldLine } from "./hold-line.tsx";
import { ProvisionalNote } from "./provisional-note.tsx";
import { useBooking } from "./use-booking.ts";
import { useDoubtedHold } from "./use-doubted-hold.ts";
import { useDraft } from "./use-draft.ts";
import { useHold } from "./use-hold.ts";
import { isWithin, useBookingPlace } from "./use-place.ts";

const TYPING_PAUSE_MS = 500;

/** Once what is to be focused has been drawn. */
const focusOn = (find: () => HTMLElement | null | undefined): void => {
  requestAnimationFrame(() => find()?.focus());
};

type Wish = Extract<Panel, { kind: "book" }>;

/** The heart of the desk: who, what and when, with the time held while the caller is on the line. */
export function BookingForm({ wish }: { wish: Wish }) {
  const formats = useFormats();
  const { openPanel, closePanel, setDay, setCursor, setGhost } = useScreen(
    useShallow((screen) => ({
      openPanel: screen.openPanel,
      closePanel: screen.closePanel,
      setDay: screen.setDay,
      setCursor: screen.setCursor,
      setGhost: screen.setGhost,
    })),
  );
  const [problems, setProblems] = useState<BookingProblems>({});
  const [typingTime, setTypingTime] = useState(false);
  const [times, setTimes] = useState<{ asked: boolean; wish: Wish } | null>(null);
  // Another time chosen on the board is another series: the form says what it comes to.
  const atTimes = times?.wish === wish ? times : null;
  const formRef = useRef<HTMLFormElement>(null);
  const nearestRef = useRef<HTMLDivElement>(null);
  const bookRef = useRef<HTMLButtonElement>(null);

  const wished: Place = { practitionerId: wish.practitionerId, startsAt: wish.startsAt };
  const { draft, change, becameBooking } = useDraft(wished, {
    typeId: wish.typeId ?? null,
    ...(wish.source && { source: wish.source }),
  });
  const place = useBookingPlace(wished, draft);
  const { practitionerId, startsAt, type, durationMinutes, endsAt, busyUntil } = place;
  const typeId = type?.id ?? null;
  const hold = useHold(
    practitionerId === null || startsAt === null || typeId === null
      ? null
      : { practitionerId, startsAt, typeId, durationMinutes, roomId: draft.roomId },
    typingTime ? TYPING_PAUSE_MS : 0,
  );
  useDoubtedHold(place.day, hold);
  const { isRepeated, plan, problem: repeatProblem } = useBookingSeries(draft, place);
  const booking = useBooking({
    holdId: hold.settled,
    onClient: (client) => change({ client, clientText: client.name, newClient: null }),
    onBooked: () => {
      hold.consumed();
      becameBooking();
      closePanel();
    },
  });

  const refused = booking.refusedAt(wished);
  const refusal = refused ?? (hold.state.status === "refused" ? hold.state.error : null);
  const nearest = refusal === null ? [] : nearestOf(refusal);
  // Whoever has the time now, it is not this form: its hold ended before main could say so.
  const lostItsHold = refused?.code === "slot-taken" && refused.resource === "practitioner";
  const needsReason =
    refused?.code === "outside-hours" ||
    (hold.state.status === "held"
      ? hold.state.held.outsideHours
      : startsAt !== null &&
        endsAt !== null &&
        place.hours !== null &&
        !isWithin(place.hours, startsAt, endsAt));

  // Once the free times are drawn: a digit then chooses one, and is not typed into the field that had the focus.
  useEffect(() => {
    if (refused !== null) nearestRef.current?.focus();
  }, [refused]);

  // A refusal that comes while a list is open moves the field away from under it: lists look again at a resize.
  useEffect(() => {
    const moved = new ResizeObserver(() => window.dispatchEvent(new Event("resize")));
    if (formRef.current) moved.observe(formRef.current);
    return () => moved.disconnect();
  }, []);

  useEffect(() => {
    if (typeId !== null) setGhost({ durationMinutes, typeId });
  }, [setGhost, durationMinutes, typeId]);

  const moveTo = (next: Place, day: Day, typed: boolean): void => {
    booking.forgetRefusal();
    setProblems({});
    setTypingTime(typed);
    setDay(day);
    if (next.startsAt !== null && next.practitionerId !== null) {
      setCursor({ practitionerId: next.practitionerId, startsAt: next.startsAt });
    }
    openPanel({ ...wish, ...next });
  };

  const take = ({ practitionerId: id, startsAt: at }: FreeTime): void => {
    moveTo({ practitionerId: id, startsAt: at }, dayOf(formats.zone, at), false);
    bookRef.current?.focus();
  };

  const holdAgain = (): void => {
    hold.again();
    bookRef.current?.focus();
  };

  const submit = async (event?: SyntheticEvent): Promise<void> => {
    event?.preventDefault();
    const needsClient = type?.capacity === null;
    const found = checkDraft(draft, { ...wished, typeId }, { needsClient, needsReason, repeatProblem });
    setProblems(found);
    const isWhole = Object.keys(found).length === 0;
    if (!isWhole || practitionerId === null || startsAt === null || type === null) {
      focusOn(() => formRef.current?.querySelector<HTMLElement>("[aria-invalid=true]"));
      return;
    }
    const hasOpen = isRepeated && (plan.open.length > 0 || !plan.isCurrent || plan.planned.length === 0);
    if (hasOpen && !atTimes) {
      setTimes({ asked: !plan.isCurrent, wish });
      return;
    }
    const { practitionerName, day } = place;
    const who = { practitionerId, practitionerName };
    const what = { typeId: type.id, typeName: type.name, needsReason };
    const error = await booking.run(draft, {
      ...who,
      ...what,
      startsAt,
      day,
      times: isRepeated ? plan.planned : null,
    });
    if (error?.code !== "series-clash") return;
    await plan.lookAgain();
    setTimes({ asked: false, wish });
  };

  const keys = (event: KeyboardEvent<HTMLFormElement>): void => {
    const isInside = event.target instanceof Node && event.currentTarget.contains(event.target);
    const time = isInside ? timeOfKey(event, nearest) : null;
    if (time === null) {
      submitOnEnter(event);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    take(time);
  };

  if (atTimes) {
    return (
      <PanelFrame title={seriesWords.decideTitle} onEscape={() => setTimes(null)}>
        <TimesStep
          plan={plan}
          out="skip"
          submit={booking.pending ? bookingWords.booking : seriesWords.book(plan.planned.length)}
          pending={booking.pending}
          busy={booking.busy}
          refused={refused}
          asked={atTimes.asked}
          onSubmit={() => void submit()}
          onBack={() => setTimes(null)}
        />
      </PanelFrame>
    );
  }
  return (
    <PanelFrame title={bookingWords.title}>
      <form
        aria-label={bookingWords.title}
        className={panel.form}
        ref={formRef}
        onSubmit={(event) => void submit(event)}
        onKeyDownCapture={keys}
        noValidate
      >
        <div className={styles.place}>
          <p className={styles.when}>
            {startsAt !== null && endsAt !== null && busyUntil !== null
              ? placeWords(startsAt, endsAt, busyUntil, formats)
              : bookingWords.chooseTime}
          </p>
          <p dir="auto">{place.practitionerName}</p>
        </div>
        {lostItsHold ? null : <HoldLine state={hold.state} onAgain={holdAgain} />}
        <ProvisionalNote place={place} />
        {refusal ? (
          <RefusalMessage error={refusal} wanted={wished} onChoose={take} groupRef={nearestRef} />
        ) : null}
        <BookingFields
          draft={draft}
          place={place}
          problems={problems}
          needsReason={needsReason}
          onChange={change}
          onMove={moveTo}
        />
        {isRepeated ? (
          <SeriesSummary plan={plan} clientName={draft.client?.name ?? draft.clientText} />
        ) : null}
        <div className={panel.submit}>
          <Button type="submit" className="react-aria-Button primary" ref={bookRef}>
            {booking.busy
              ? fieldWords.busy
              : booking.pending
                ? bookingWords.booking
                : isRepeated
                  ? seriesWords.book(plan.planned.length)
                  : bookingWords.book}
          </Button>
          {isRepeated && plan.planned.length > 0 ? <SeriesState plan={plan} /> : null}
        </div>
      </form>
    </PanelFrame>
  );
}
