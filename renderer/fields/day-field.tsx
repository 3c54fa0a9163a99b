import { type CalendarDate, parseDate } from "@internationalized/date";
import { CalendarDays, ChevronLeft, ChevronRight } from "lucide-react";
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  FieldError,
  Group,
  Heading,
  Label,
  Popover,
} from "react-aria-components";
import type { Day } from "../../src/time/zoned-day.ts";
import { fieldWords } from "../words/index.ts";

type Props = {
  label: string;
  value: Day | null;
  onChange: (value: Day | null) => void;
  error?: string | null | undefined;
  className?: string;
};

const toDate = (day: Day | null): CalendarDate | null => (day === null ? null : parseDate(day));

/** A day of the calendar: typed in parts, or chosen from a month. */
export function DayField({ label, value, onChange, error, className = "" }: Props) {
  return (
    <DatePicker
      className={`react-aria-DatePicker ${className}`}
      value={toDate(value)}
      onChange={(date) => onChange(date === null ? null : date.toString())}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      granularity="day"
    >
      <Label>{label}</Label>
      <Group>
        <DateInput>{(segment) => <DateSegment segment={segment} />}</DateInput>
        <Button aria-label={fieldWords.openCalendar}>
          <CalendarDays size={14} aria-hidden />
        </Button>
      </Group>
      <FieldError>{error}</FieldError>
      <Popover>
        <Dialog>
          <Calendar>
            <header>
              <Button slot="previous" className="react-aria-Button plain icon">
                <ChevronLeft size={16} aria-label={fieldWords.previousMonth} />
              </Button>
              <Heading />
              <Button slot="next" className="react-aria-Button plain icon">
                <ChevronRight size={16} aria-label={fieldWords.nextMonth} />
              </Button>
            </header>
            <CalendarGrid>{(date) => <CalendarCell date={date} />}</CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  );
}
