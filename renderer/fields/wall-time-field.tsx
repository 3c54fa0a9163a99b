import { Time } from "@internationalized/date";
import { DateInput, DateSegment, Label, TimeField } from "react-aria-components";

type Props = {
  label: string;
  /** Minutes after midnight on a clock; 1440 is shown as the midnight that ends the day. */
  value: number | null;
  onChange: (minutes: number | null) => void;
  /** The id of what says beside the field what is wrong with it. */
  invalidBecause?: string | undefined;
  className?: string;
  hideLabel?: boolean;
};

const toTime = (minutes: number | null): Time | null =>
  minutes === null ? null : new Time(Math.floor(minutes / 60) % 24, minutes % 60);

/** What a clock on the wall shows, typed in parts. */
export function WallTimeField({
  label,
  value,
  onChange,
  invalidBecause,
  className = "",
  hideLabel = false,
}: Props) {
  return (
    <TimeField
      className={`react-aria-TimeField ${className}`}
      value={toTime(value)}
      onChange={(time) => onChange(time === null ? null : time.hour * 60 + time.minute)}
      isInvalid={invalidBecause !== undefined}
      {...(invalidBecause === undefined ? {} : { "aria-describedby": invalidBecause })}
      validationBehavior="aria"
      granularity="minute"
    >
      <Label className={hideLabel ? "visually-hidden" : "react-aria-Label"}>{label}</Label>
      <DateInput>{(segment) => <DateSegment segment={segment} />}</DateInput>
    </TimeField>
  );
}
