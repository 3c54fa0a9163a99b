import { useCallback, useEffect, useMemo, useState } from "react";
import { Button } from "react-aria-components";
import type { FreeNow, FreeTime } from "../../../src/ipc/views.ts";
import { dayOf } from "../../../src/time/zoned-day.ts";
import { ChoiceField, useFormats } from "../../fields/index.ts";
import { useNow } from "../../lib/use-now.ts";
import { useAnswer } from "../../queries/index.ts";
import { useScreen } from "../../store/screen.ts";
import { type Formats, findWords, shortDuration, walkInWords } from "../../words/index.ts";
import { PanelFrame } from "../panel-frame.tsx";
import styles from "./find.module.css";
import { LOOK_AGAIN_MS } from "./find-panel.tsx";
import { type FreeEntry, type FreeGroup, FreeList } from "./free-list.tsx";
import { leaveAnswers, openFind } from "./open-find.ts";
import { bookAt, lookAt } from "./take-time.ts";
import { useWantedType } from "./use-wanted-type.ts";

function entryOf(person: FreeNow, isNow: boolean, formats: Formats): FreeEntry {
  const { practitionerName, startsAt, freeUntil } = person;
  const { zone } = formats;
  const minutes = Math.round((freeUntil - startsAt) / 60);
  // Whoever works past midnight is free for longer than anybody asks.
  const isAllDay = dayOf(zone, freeUntil - 1) !== dayOf(zone, startsAt);
  const from = isNow ? null : formats.time(startsAt);
  const when = walkInWords.when(from, isAllDay ? null : formats.time(freeUntil));
  return {
    time: person,
    says: `${practitionerName}, ${when}`,
    row: (
      <>
        <span dir="auto" className={styles.who}>
          {practitionerName}
        </span>
        <span className={styles.row}>
          <span>{when}</span>
          {isAllDay ? null : <span className={styles.length}>{shortDuration(minutes)}</span>}
        </span>
      </>
    ),
  };
}

/** Who can take somebody who stands at the desk: those who are free at once, then who is free next. */
export function WalkInPanel() {
  const formats = useFormats();
  const { zone } = formats;
  const now = useNow();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const { type, types } = useWantedType(chosenId);
  const typeId = type?.id ?? "";
  const answer = useAnswer(
    "availability.now",
    { typeId },
    { enabled: type !== null, keepPrevious: true, refetchEveryMs: LOOK_AGAIN_MS },
  );
  const people = answer.data?.people;
  const groups = useMemo((): FreeGroup[] | null => {
    if (!people) return null;
    const [atOnce, next] = [true, false].map((isNow) =>
      people
        .filter(({ startsAt }) => startsAt <= now === isNow)
        .map((person) => entryOf(person, isNow, formats)),
    );
    return [
      { title: walkInWords.atOnce, entries: atOnce ?? [] },
      { title: walkInWords.next, entries: next ?? [] },
    ].filter(({ entries }) => entries.length > 0);
  }, [people, formats, now]);
  const choose = useCallback(
    (time: FreeTime) => bookAt(time, zone, { typeId, source: "walk-in", booking: null }),
    [zone, typeId],
  );
  const look = useCallback((time: FreeTime) => lookAt(time, zone), [zone]);

  const setGhost = useScreen((screen) => screen.setGhost);
  const minutes = type?.durationMinutes;
  useEffect(() => {
    if (minutes !== undefined) setGhost({ durationMinutes: minutes, typeId });
  }, [setGhost, minutes, typeId]);

  return (
    <PanelFrame title={walkInWords.title} onEscape={leaveAnswers}>
      {type === null ? (
        <p>{findWords.noTypes}</p>
      ) : (
        <>
          <ChoiceField label={findWords.type} choices={types} value={typeId} onChange={setChosenId} />
          <p role="status" className="visually-hidden">
            {people && walkInWords.found(people.length)}
          </p>
          <FreeList label={walkInWords.list} wish={typeId} groups={groups} onChoose={choose} onLook={look}>
            {answer.isError ? (
              <p>{findWords.notRead}</p>
            ) : people ? (
              <p>{walkInWords.nobody}</p>
            ) : (
              <p className="quiet">{findWords.looking}</p>
            )}
          </FreeList>
          <Button className={`react-aria-Button plain ${styles.other}`} onPress={() => openFind(zone)}>
            {walkInWords.later}
          </Button>
        </>
      )}
    </PanelFrame>
  );
}
