import { ChoiceField, DayField, NumberField } from "../../fields/index.ts";
import { blockWords } from "../../words/index.ts";
import panel from "../panel.module.css";
import type { Every, Repeat } from "./repeat.ts";

const everies = (Object.keys(blockWords.repeats) as Every[]).map((id) => ({
  id,
  name: blockWords.repeats[id],
}));
const endings = (Object.keys(blockWords.endings) as Repeat["ends"][]).map((id) => ({
  id,
  name: blockWords.endings[id],
}));

type Props = { value: Repeat; onChange: (value: Repeat) => void; untilError: string | undefined };

/** How often it comes again, and until when. */
export function RepeatFields({ value, onChange, untilError }: Props) {
  return (
    <>
      <ChoiceField
        label={blockWords.repeat}
        choices={everies}
        value={value.every}
        onChange={(every) => onChange({ ...value, every })}
      />
      {value.every === "none" ? null : (
        <div className={panel.pair}>
          <ChoiceField
            label={blockWords.ends}
            choices={endings}
            value={value.ends}
            onChange={(ends) => onChange({ ...value, ends })}
          />
          {value.ends === "until" ? (
            <DayField
              label={blockWords.until}
              value={value.until}
              onChange={(until) => onChange({ ...value, until })}
              error={untilError}
            />
          ) : null}
          {value.ends === "times" ? (
            <NumberField
              label={blockWords.times}
              value={value.times}
              onChange={(times) => onChange({ ...value, times })}
              least={2}
              most={366}
            />
          ) : null}
        </div>
      )}
    </>
  );
}
