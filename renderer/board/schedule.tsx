import { useCallback, useEffect, useMemo } from "react";
import { Button } from "react-aria-components";
import type { AppointmentView, FreeTime } from "../../src/ipc/views.ts";
import { dayOf } from "../../src/time/zoned-day.ts";
import { useFormats } from "../fields/index.ts";
import { Caps } from "../keys/caps.tsx";
import { openFind } from "../panel/find/open-find.ts";
import { usePractitioners, useTypes } from "../queries/index.ts";
import { everybody } from "../store/choice.ts";
import { useScreen } from "../store/screen.ts";
import { boardWords, cardName, keyWords } from "../words/index.ts";
import { Board } from "./board.tsx";
import { CutStrip } from "./cut-strip.tsx";
import { Empty, Skeleton } from "./empty.tsx";
import { LostStrip } from "./lost-strip.tsx";
import type { Spot } from "./pointer-store.ts";
import { RefusalStrip } from "./refusal-strip.tsx";
import styles from "./strips.module.css";
import { useAppointmentActs } from "./use-appointment-acts.ts";
import { useBoardKeys } from "./use-board-keys.ts";
import { useColumnsKept } from "./use-columns-kept.ts";
import { useShown } from "./use-shown.ts";
import { useZoomKept } from "./use-zoom-kept.ts";

const nobody: never[] = [];

/** The board of a day or a week with what belongs beside it: what was refused, what is cut, what to do when it is empty. */
export function Schedule() {
  const { day, opened, panel, refusal, cut, lostId, goTo, boardFocus, setColumns } = useScreen();
  const formats = useFormats();
  const { answer, shown, waiting, isEmpty } = useShown();
  const typeList = useTypes().data?.types ?? nobody;
  const types = useMemo(() => new Map(typeList.map((type) => [type.id, type])), [typeList]);
  const people = usePractitioners().data?.practitioners ?? nobody;
  const columns = shown?.columns ?? nobody;
  const acts = useAppointmentActs(formats);
  useZoomKept();
  useColumnsKept();

  const nameOf = useCallback(
    (id: string) => people.find((practitioner) => practitioner.id === id)?.name ?? "",
    [people],
  );
  const nameFor = useCallback(
    (appointment: AppointmentView) =>
      cardName(
        appointment,
        appointment.typeId === null ? null : (types.get(appointment.typeId)?.name ?? null),
      ),
    [types],
  );
  const { move } = acts;
  const onDrop = useCallback(
    (appointment: AppointmentView, spot: Spot) => {
      const { id, version } = appointment;
      void move({ id, version, name: nameFor(appointment), ...spot }, nameOf(spot.practitionerId));
    },
    [move, nameFor, nameOf],
  );
  useBoardKeys({ columns, waiting, acts, nameFor, nameOf });

  const hasBoard = opened && columns.length > 0;
  useEffect(() => {
    // The keyboard works from the first moment, unless the person is somewhere already.
    if (hasBoard && document.activeElement === document.body) boardFocus();
  }, [hasBoard, boardFocus]);

  if (!shown && answer.isError) {
    return (
      <Empty title={boardWords.notRead}>
        <Button onPress={() => void answer.refetch()}>{boardWords.tryAgain}</Button>
      </Empty>
    );
  }
  if (isEmpty) {
    return (
      <Empty title={boardWords.noPractitioners} help={boardWords.noPractitionersHelp}>
        <Button className="react-aria-Button primary" onPress={() => goTo("settings")}>
          {boardWords.toSettings}
        </Button>
      </Empty>
    );
  }
  if (!shown || !opened) return <Skeleton />;
  if (columns.length === 0) {
    return (
      <Empty title={boardWords.allHidden}>
        <Button onPress={() => setColumns(everybody)}>{boardWords.showEverybody}</Button>
      </Empty>
    );
  }

  const works = columns.some((column) => column.hours.length > 0);
  const wish = refusal?.move;
  const chooseFree = (time: FreeTime): void => {
    if (!wish) return;
    const { practitionerId, startsAt } = time;
    useScreen.getState().setDay(dayOf(formats.zone, startsAt));
    void move({ ...wish, practitionerId, startsAt }, time.practitionerName);
    boardFocus();
  };

  return (
    <>
      {refusal && (
        <RefusalStrip
          key={JSON.stringify(refusal.error)}
          refusal={refusal}
          formats={formats}
          onChoose={chooseFree}
          onOutside={(reason) => {
            if (wish) void move(wish, nameOf(wish.practitionerId), reason);
            boardFocus();
          }}
        />
      )}
      {lostId !== null && <LostStrip appointmentId={lostId} />}
      {cut && <CutStrip cut={cut} />}
      {acts.busy && (
        <p role="status" className={styles.note}>
          {boardWords.busy}
        </p>
      )}
      {!works && (
        <p className={styles.note}>
          {shown.idle}
          {panel === null && (
            <Button className="react-aria-Button plain" onPress={() => openFind(formats.zone)}>
              {keyWords.find}
              <span aria-hidden="true">
                <Caps act="find" />
              </span>
            </Button>
          )}
        </p>
      )}
      <Board
        title={shown.title}
        day={day}
        columns={columns}
        types={types}
        formats={formats}
        waiting={waiting}
        onDrop={onDrop}
      />
    </>
  );
}
