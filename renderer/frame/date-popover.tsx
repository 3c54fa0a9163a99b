import { parseDate } from "@internationalized/date";
import { ChevronLeft, ChevronRight } from "lucide-react";
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  Dialog,
  DialogTrigger,
  Heading,
  Popover,
} from "react-aria-components";
import { addDays } from "../../src/time/zoned-day.ts";
import { weekStart } from "../board/week.ts";
import { useFormats } from "../fields/index.ts";
import { useScreen } from "../store/screen.ts";
import { frameWords } from "../words/index.ts";
import styles from "./frame.module.css";

/** The day that is shown, and the month to go to another. */
export function DatePopover() {
  const { day, setDay, overlay, show, boardFocus } = useScreen();
  const formats = useFormats();
  const isWeek = useScreen((screen) => screen.view === "week");
  const first = weekStart(day, formats.locale);
  const shown = isWeek ? formats.days(first, addDays(first, 6)) : formats.day(day);
  return (
    <DialogTrigger isOpen={overlay === "date"} onOpenChange={(open) => show(open ? "date" : null)}>
      <Button
        className={`react-aria-Button plain ${styles.date}`}
        aria-label={frameWords.goToDateFrom(shown)}
      >
        {shown}
      </Button>
      <Popover placement="bottom start">
        <Dialog aria-label={frameWords.goToDate}>
          <Calendar
            aria-label={frameWords.goToDate}
            autoFocus
            value={parseDate(day)}
            onChange={(date) => {
              setDay(date.toString());
              show(null);
              boardFocus();
            }}
          >
            <header>
              <Button
                slot="previous"
                className="react-aria-Button plain icon"
                aria-label={frameWords.previousMonth}
              >
                <ChevronLeft size={16} aria-hidden />
              </Button>
              <Heading />
              <Button slot="next" className="react-aria-Button plain icon" aria-label={frameWords.nextMonth}>
                <ChevronRight size={16} aria-hidden />
              </Button>
            </header>
            <CalendarGrid>{(date) => <CalendarCell date={date} />}</CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
