import { Label, ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { SERIES } from "../../../src/scheduling/series.ts";
import { type Day, weekday } from "../../../src/time/zoned-day.ts";
import { ChoiceField, DayField, NumberField } from "../../fields/index.ts";
import { hoursWords, seriesWords } from "../../words/index.ts";
import panel from "../panel.module.css";
import { choiceOf, chosen, type Repeat, repeatChoices } from "./repeat.ts";
import styles from "./series.module.css";

const endings = (["times", "until"] as const).map((id) => ({ id, name: seriesWords.endings[id] }));

type Props = {
  value: Repeat;
  onChange: (value: Repeat) => void;
  /** The day of the first one: the choices are named by it. */
  first: Day;
  untilError?: string | undefined;
};

/** How often a booking comes again, and until when. */
export function RepeatFields({ value, onChange, first, untilError }: Props) {
  const set = (part: Partial<Repeat>): void => onChange({ ...value, ...part });
  const isRepeated = value.unit !== "none";
  return (
    <>
      <ChoiceField
        label={seriesWords.repeat}
        choices={repeatChoices(first)}
        value={choiceOf(value)}
        onChange={(id) => set(chosen(id))}
      />
      {value.unit === "week" ? (
        <Weekdays value={value.weekdays} own={weekday(first)} onChange={(weekdays) => set({ weekdays })} />
      ) : null}
      {isRepeated ? (
        <div className={panel.pair}>
          <ChoiceField
            label={seriesWords.ends}
            choices={endings}
            value={value.ends}
            onChange={(ends) => set({ ends })}
          />
          {value.ends === "until" ? (
            <DayField
              label={seriesWords.until}
              value={value.until}
              onChange={(until) => set({ until })}
              error={untilError}
            />
          ) : (
            <NumberField
              label={seriesWords.times}
              value={value.times}
              onChange={(times) => set({ times })}
              {...SERIES}
            />
          )}
        </div>
      ) : null}
    </>
  );
}

type WeekdayProps = {
  value: readonly number[];
  /** The first one's own weekday is always among them. */
  own: number;
  onChange: (value: number[]) => void;
};

function Weekdays({ value, own, onChange }: WeekdayProps) {
  return (
    <div className={styles.weekdays}>
      <Label elementType="span" className="react-aria-Label">
        {seriesWords.weekdays}
      </Label>
      <ToggleButtonGroup
        aria-label={seriesWords.weekdays}
        selectionMode="multiple"
        selectedKeys={[own, ...value]}
        onSelectionChange={(keys) => onChange([...keys].map(Number).filter((key) => key !== own))}
      >
        {hoursWords.weekdays.map((name, index) => (
          <ToggleButton key={name} id={index + 1} isDisabled={index + 1 === own}>
            <span aria-hidden>{name.slice(0, 2)}</span>
            <span className="visually-hidden">{name}</span>
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}
