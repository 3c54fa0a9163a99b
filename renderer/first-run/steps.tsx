import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Button, Checkbox, type KeyboardEvent } from "react-aria-components";
import { BUFFER, DURATION } from "../../src/appointments/length.ts";
import { CheckMark } from "../fields/check-mark.tsx";
import { NumberField, TextField, ZoneField } from "../fields/index.ts";
import { WeekFields } from "../hours/week-fields.tsx";
import { fieldWords, firstRunWords } from "../words/index.ts";
import styles from "./first-run.module.css";
import { type Guide, type GuideProblems, type GuideType, named, newPerson, newType } from "./guide.ts";

type Props = { guide: Guide; problems: GuideProblems; onChange: (part: Partial<Guide>) => void };

const replace = <Row extends { key: string }>(rows: readonly Row[], next: Row): Row[] =>
  rows.map((row) => (row.key === next.key ? next : row));
const without = <Row extends { key: string }>(rows: readonly Row[], key: string): Row[] =>
  rows.filter((row) => row.key !== key);

export function PracticeStep({ guide, problems, onChange }: Props) {
  return (
    <>
      <TextField
        label={firstRunWords.practiceName}
        value={guide.name}
        onChange={(name) => onChange({ name })}
        error={guide.name.trim() === "" ? problems.name : null}
        maxLength={120}
        required
      />
      <ZoneField
        label={firstRunWords.zone}
        value={guide.zone}
        onChange={(zone) => onChange({ zone })}
        description={firstRunWords.zoneHint}
        error={guide.zone === null ? problems.zone : null}
      />
    </>
  );
}

export function PractitionersStep({ guide, problems, onChange }: Props) {
  const { people } = guide;
  const [added, setAdded] = useState<string | null>(null);
  const add = (): void => {
    const person = newPerson();
    setAdded(person.key);
    onChange({ people: [...people, person] });
  };
  /** Enter goes on to the next line, and from an empty one to the next step. */
  const nextLine = (event: KeyboardEvent, index: number): void => {
    const isFilledLast = index === people.length - 1 && people[index]?.name.trim() !== "";
    if (event.key !== "Enter" || event.nativeEvent.isComposing || !isFilledLast) return;
    event.preventDefault();
    add();
  };
  return (
    <>
      <p className="quiet">{firstRunWords.practitionersLead}</p>
      {people.map((person, index) => (
        <div className={styles.line} key={person.key}>
          <TextField
            label={firstRunWords.practitioner(index + 1)}
            hideLabel
            placeholder={firstRunWords.practitioner(index + 1)}
            value={person.name}
            onChange={(name) => onChange({ people: replace(people, { ...person, name }) })}
            error={index === 0 && named(people).length === 0 ? problems.people : null}
            maxLength={120}
            autoFocus={person.key === added}
            onKeyDown={(event) => nextLine(event, index)}
          />
          {people.length > 1 ? (
            <Button
              className="react-aria-Button plain icon"
              aria-label={fieldWords.remove(person.name || firstRunWords.practitioner(index + 1))}
              onPress={() => onChange({ people: without(people, person.key) })}
            >
              <X size={14} aria-hidden />
            </Button>
          ) : null}
        </div>
      ))}
      <Button className={`react-aria-Button plain ${styles.add}`} onPress={add}>
        <Plus size={14} aria-hidden />
        {firstRunWords.addPractitioner}
      </Button>
    </>
  );
}

export function HoursStep({ guide, problems, onChange }: Props) {
  const { people, week } = guide;
  return (
    <>
      <p className="quiet">{firstRunWords.hoursLead}</p>
      <WeekFields texts={week} problems={problems.week ?? {}} onChange={(next) => onChange({ week: next })} />
      {named(people).map((person) => (
        <div key={person.key} className={styles.person}>
          <Checkbox
            isSelected={person.ownWeek !== null}
            onChange={(own) =>
              onChange({ people: replace(people, { ...person, ownWeek: own ? [...week] : null }) })
            }
          >
            <CheckMark />
            <span dir="auto">{firstRunWords.ownHours(person.name.trim())}</span>
          </Checkbox>
          {person.ownWeek ? (
            <WeekFields
              hint={false}
              texts={person.ownWeek}
              problems={problems.ownWeeks?.[person.key] ?? {}}
              onChange={(ownWeek) => onChange({ people: replace(people, { ...person, ownWeek }) })}
            />
          ) : null}
        </div>
      ))}
    </>
  );
}

export function TypesStep({ guide, problems, onChange }: Props) {
  const { types } = guide;
  const change = (type: GuideType, part: Partial<GuideType>): void =>
    onChange({ types: replace(types, { ...type, ...part }) });
  return (
    <>
      <p className="quiet">{firstRunWords.typesLead}</p>
      {types.map((type, index) => (
        <div className={styles.type} key={type.key}>
          <span className={`${styles.colour} type-${index % 12}`} aria-hidden />
          <TextField
            label={firstRunWords.typeName}
            hideLabel={index > 0}
            value={type.name}
            onChange={(name) => change(type, { name })}
            placeholder={firstRunWords.newType}
            error={index === 0 && named(types).length === 0 ? problems.types : null}
            maxLength={120}
          />
          <NumberField
            label={firstRunWords.duration}
            hideLabel={index > 0}
            value={type.durationMinutes}
            onChange={(durationMinutes) => change(type, { durationMinutes })}
            {...DURATION}
          />
          <NumberField
            label={firstRunWords.buffer}
            hideLabel={index > 0}
            value={type.bufferMinutes}
            onChange={(bufferMinutes) => change(type, { bufferMinutes })}
            {...BUFFER}
          />
          <Button
            className="react-aria-Button plain icon"
            aria-label={fieldWords.remove(type.name || firstRunWords.newType)}
            onPress={() => onChange({ types: without(types, type.key) })}
          >
            <X size={14} aria-hidden />
          </Button>
        </div>
      ))}
      {types.length === 0 ? <p className="field-error">{problems.types}</p> : null}
      <Button
        className={`react-aria-Button plain ${styles.add}`}
        onPress={() => onChange({ types: [...types, newType()] })}
      >
        <Plus size={14} aria-hidden />
        {firstRunWords.addType}
      </Button>
    </>
  );
}
