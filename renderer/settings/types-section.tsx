import { useState } from "react";
import { Button, Checkbox, Label, Radio, RadioGroup } from "react-aria-components";
import { BUFFER, DURATION } from "../../src/appointments/length.ts";
import type { AppointmentTypeView } from "../../src/ipc/views.ts";
import { CheckMark } from "../fields/check-mark.tsx";
import { NumberField, TextField } from "../fields/index.ts";
import { useCommand, useTypes } from "../queries/index.ts";
import { fieldWords, settingsWords, shortDuration } from "../words/index.ts";
import { AddByName } from "./add-by-name.tsx";
import { SaveForm } from "./save-form.tsx";
import { Entry, Section } from "./section.tsx";
import styles from "./settings.module.css";
import { useSaving } from "./use-saving.ts";

const COLOURS = Array.from({ length: 12 }, (_, colour) => colour);
const NEW_TYPE = { durationMinutes: 30, bufferMinutes: 0 };
const USUAL_SEATS = 8;

const detailOf = (type: AppointmentTypeView): string =>
  [
    shortDuration(type.durationMinutes),
    ...(type.bufferMinutes > 0 ? [`+ ${shortDuration(type.bufferMinutes)}`] : []),
    ...(type.retired ? [settingsWords.retired] : []),
  ].join(" ");

export function TypesSection() {
  const types = useTypes().data?.types ?? [];
  const { run, pending } = useCommand("types.create");
  return (
    <Section title={settingsWords.types} lead={settingsWords.typesLead}>
      <div>
        {types.map((type) => (
          <Entry
            key={type.id}
            name={type.name}
            detail={detailOf(type)}
            label={settingsWords.edit(type.name)}
            mark={<span className={`${styles.colour} type-${type.colour}`} aria-hidden />}
          >
            <TypeForm type={type} />
          </Entry>
        ))}
      </div>
      <AddByName
        label={settingsWords.addType}
        pending={pending}
        onAdd={(name) =>
          run(
            { ...NEW_TYPE, name, colour: types.length % COLOURS.length, position: types.length },
            { undo: settingsWords.saved(name) },
          )
        }
      />
    </Section>
  );
}

function TypeForm({ type }: { type: AppointmentTypeView }) {
  const { run, pending, busy } = useCommand("types.change");
  const saving = useSaving(type.version);
  const [typed, setTyped] = useState({
    name: type.name,
    durationMinutes: type.durationMinutes,
    bufferMinutes: type.bufferMinutes,
    colour: type.colour,
    capacity: type.capacity,
  });
  const set = (part: Partial<typeof typed>): void => setTyped({ ...typed, ...part });
  const name = typed.name.trim();

  const save = async (retired: boolean): Promise<void> => {
    if (name === "") return;
    const input = { ...typed, id: type.id, version: saving.version, name, retired };
    const answer = await run(input, { undo: settingsWords.saved(name) });
    saving.done(answer, (value) => value.type);
  };
  return (
    <SaveForm
      label={settingsWords.edit(type.name)}
      onSave={() => void save(type.retired)}
      refused={saving.refused}
      pending={pending}
      busy={busy}
      actions={
        <Button className="react-aria-Button plain" onPress={() => void save(!type.retired)}>
          {type.retired ? settingsWords.bringBack : settingsWords.retire}
        </Button>
      }
    >
      <TextField
        label={settingsWords.typeName}
        value={typed.name}
        onChange={(next) => set({ name: next })}
        error={name === "" ? fieldWords.required(settingsWords.typeName) : null}
        maxLength={120}
      />
      <div className={styles.row}>
        <NumberField
          label={settingsWords.duration}
          value={typed.durationMinutes}
          onChange={(durationMinutes) => set({ durationMinutes })}
          {...DURATION}
          unit="minute"
        />
        <NumberField
          label={settingsWords.buffer}
          value={typed.bufferMinutes}
          onChange={(bufferMinutes) => set({ bufferMinutes })}
          {...BUFFER}
          unit="minute"
        />
      </div>
      <RadioGroup value={String(typed.colour)} onChange={(colour) => set({ colour: Number(colour) })}>
        <Label>{settingsWords.colour}</Label>
        <div className={styles.colours}>
          {COLOURS.map((colour) => (
            <Radio
              key={colour}
              value={String(colour)}
              className={`react-aria-Radio ${styles.swatch} type-${colour}`}
              aria-label={settingsWords.colourName(colour + 1)}
            />
          ))}
        </div>
      </RadioGroup>
      <Checkbox
        isSelected={typed.capacity !== null}
        onChange={(group) => set({ capacity: group ? USUAL_SEATS : null })}
      >
        <CheckMark />
        {settingsWords.group}
      </Checkbox>
      {typed.capacity === null ? null : (
        <div className={styles.row}>
          <NumberField
            label={settingsWords.seats}
            value={typed.capacity}
            onChange={(capacity) => set({ capacity })}
            least={1}
            most={200}
          />
        </div>
      )}
    </SaveForm>
  );
}
