import { useCallback, useEffect, useMemo, useState } from "react";
import { Button } from "react-aria-components";
import type { FreeTime } from "../../../src/ipc/views.ts";
import { addDays, dayOf } from "../../../src/time/zoned-day.ts";
import { useFormats } from "../../fields/index.ts";
import { useNow } from "../../lib/use-now.ts";
import { useAnswer, usePractitioners } from "../../queries/index.ts";
import { type Panel, useScreen } from "../../store/screen.ts";
import { dayHeading, type Formats, findWords } from "../../words/index.ts";
import { PanelFrame } from "../panel-frame.tsx";
import { type Filters, fromDay, MOST_LISTED, PAGE, questionOf, SEARCHED_DAYS } from "./filters.ts";
import styles from "./find.module.css";
import { FindFields } from "./find-fields.tsx";
import { type FreeGroup, FreeList } from "./free-list.tsx";
import { leaveAnswers, openWalkIn } from "./open-find.ts";
import { bookAt, lookAt } from "./take-time.ts";
import { useWantedType } from "./use-wanted-type.ts";

type Wish = Extract<Panel, { kind: "find" }>;

/** What another desk holds becomes free without a word: the answers are looked at again and again. */
export const LOOK_AGAIN_MS = 15_000;

/** By the days they are on, as they are read to the caller. */
function byDay(times: readonly FreeTime[], formats: Formats, now: number): FreeGroup[] {
  const today = dayOf(formats.zone, now);
  const distances = new Map([0, 1].map((distance) => [addDays(today, distance), distance]));
  return [...Map.groupBy(times, ({ startsAt }) => dayOf(formats.zone, startsAt))].map(([day, ofDay]) => ({
    title: dayHeading(distances.get(day) ?? -1, formats.shortDay(day)),
    entries: ofDay.map((time) => {
      const range = formats.range(time.startsAt, time.endsAt);
      return {
        time,
        says: `${range}, ${time.practitionerName}`,
        row: (
          <span className={styles.row}>
            <span className={styles.time}>{range}</span>
            <span dir="auto" className={styles.name}>
              {time.practitionerName}
            </span>
          </span>
        ),
      };
    }),
  }));
}

/** The next free times for what a caller wishes, in a list that has the keyboard: F, Enter opens the very next one. */
export function FindPanel({ wish }: { wish: Wish }) {
  const formats = useFormats();
  const { zone } = formats;
  const now = useNow();
  const people = usePractitioners().data?.practitioners ?? [];
  const [limit, setLimit] = useState(PAGE);
  const [filters, setFilters] = useState<Filters>({
    typeId: null,
    practitionerIds: [],
    weekdays: [],
    part: "any",
    from: wish.asked.day,
  });
  const { type, types } = useWantedType(filters.typeId);
  const { booking } = wish;
  // The booking that was begun may have a length of its own.
  const durationMinutes = booking && filters.typeId === null ? booking.durationMinutes : null;
  const typeId = type?.id ?? "";
  const question = questionOf(filters, { typeId, durationMinutes, limit }, zone, now);
  const answer = useAnswer("availability.find", question, {
    enabled: type !== null,
    keepPrevious: true,
    refetchEveryMs: LOOK_AGAIN_MS,
  });
  const found = answer.data?.times;
  const groups = useMemo(
    () => (found ? byDay(found.slice(0, limit), formats, now) : null),
    [found, limit, formats, now],
  );
  const keepsLength = durationMinutes !== null;
  const choose = useCallback(
    (time: FreeTime) => bookAt(time, zone, { typeId, booking, keepsLength }),
    [zone, typeId, booking, keepsLength],
  );
  const look = useCallback((time: FreeTime) => lookAt(time, zone), [zone]);

  const setGhost = useScreen((screen) => screen.setGhost);
  const minutes = durationMinutes ?? type?.durationMinutes;
  useEffect(() => {
    if (minutes !== undefined) setGhost({ durationMinutes: minutes, typeId });
  }, [setGhost, minutes, typeId]);

  const change = (part: Partial<Filters>): void => {
    setLimit(PAGE);
    setFilters((before) => ({ ...before, ...part }));
  };
  const from = fromDay(filters.from, zone, now);
  const until = addDays(from, SEARCHED_DAYS);
  const count = Math.min(found?.length ?? 0, limit);
  const hasMore = (found?.length ?? 0) > limit && limit < MOST_LISTED;

  return (
    <PanelFrame title={findWords.title} onEscape={leaveAnswers}>
      {type === null ? (
        <p>{findWords.noTypes}</p>
      ) : (
        <>
          {booking && <p className={`quiet ${styles.lead}`}>{findWords.forBooking}</p>}
          <FindFields
            filters={filters}
            typeId={typeId}
            from={from}
            types={types}
            people={people.filter(({ leavesOn }) => leavesOn === null || leavesOn > from)}
            onChange={change}
          />
          <p role="status" className="visually-hidden">
            {answer.isSuccess && findWords.found(count)}
          </p>
          <FreeList
            label={findWords.list}
            wish={JSON.stringify({ ...filters, typeId })}
            groups={groups}
            onChoose={choose}
            onLook={look}
            more={hasMore ? { says: findWords.more(PAGE), onMore: () => setLimit(limit + PAGE) } : null}
          >
            {answer.isError ? (
              <p>{findWords.notRead}</p>
            ) : answer.isSuccess ? (
              <div className={styles.none}>
                <p>{findWords.none(formats.day(until))}</p>
                <p className="quiet">{findWords.noneHelp}</p>
                <Button onPress={() => change({ from: until })}>
                  {findWords.lookOn(formats.shortDay(until))}
                </Button>
              </div>
            ) : (
              <p className="quiet">{findWords.looking}</p>
            )}
          </FreeList>
          <Button className={`react-aria-Button plain ${styles.other}`} onPress={() => openWalkIn(zone)}>
            {findWords.walkIn}
          </Button>
        </>
      )}
    </PanelFrame>
  );
}
