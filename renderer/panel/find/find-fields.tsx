import { Label, ToggleButton, ToggleButtonGroup } from "react-aria-components";
import type { AppointmentTypeView, PractitionerView } from "../../../src/ipc/views.ts";
import type { Day } from "../../../src/time/zoned-day.ts";
import { ChoiceField, DayField } from "../../fields/index.ts";
import { findWords, hoursWords } from "../../words/index.ts";
import panel from "../panel.module.css";
import type { Filters, Part } from "./filters.ts";
import styles from "./find.module.css";
import { PeopleField } from "./people-field.tsx";

const partIds: readonly Part[] = ["any", "morning", "afternoon"];

type Props = {
  filters: Filters;
  /** As the filters come out: with the type that is meant, and no day that is over. */
  typeId: string;
  from: Day;
  types: readonly AppointmentTypeView[];
  people: readonly PractitionerView[];
  onChange: (part: Partial<Filters>) => void;
};

/** What the caller wishes, in the order in which it is said. */
export function FindFields({ filters, typeId, from, types, people, onChange }: Props) {
  return (
    <div className={panel.form}>
      <div className={panel.pair}>
        <ChoiceField
          label={findWords.type}
          choices={types}
          value={typeId}
          onChange={(id) => onChange({ typeId: id })}
        />
        <PeopleField
          people={people}
          value={filters.practitionerIds}
          onChange={(practitionerIds) => onChange({ practitionerIds })}
        />
      </div>
      <div className={styles.field}>
        <Label elementType="span">
          {findWords.weekdays}
          {filters.weekdays.length === 0 && `: ${findWords.anyDay}`}
        </Label>
        <ToggleButtonGroup
          aria-label={findWords.weekdays}
          className={styles.weekdays ?? ""}
          selectionMode="multiple"
          selectedKeys={filters.weekdays}
          onSelectionChange={(keys) => onChange({ weekdays: [...keys].map(Number) })}
        >
          {hoursWords.weekdays.map((name, index) => (
            <ToggleButton key={name} id={index + 1}>
              <span aria-hidden>{name.slice(0, 2)}</span>
              <span className="visually-hidden">{name}</span>
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </div>
      <div className={styles.field}>
        <Label elementType="span">{findWords.part}</Label>
        <ToggleButtonGroup
          aria-label={findWords.part}
          className={styles.parts ?? ""}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[filters.part]}
          onSelectionChange={([key]) => onChange({ part: partIds.find((id) => id === key) ?? "any" })}
        >
          {partIds.map((id) => (
            <ToggleButton key={id} id={id}>
              {findWords.parts[id]}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </div>
      <DayField label={findWords.from} value={from} onChange={(day) => onChange({ from: day })} />
    </div>
  );
}
