import { useState } from "react";
import { Button } from "react-aria-components";
import type { RoomView } from "../../src/ipc/views.ts";
import { TextField } from "../fields/index.ts";
import { useCommand, useRooms } from "../queries/index.ts";
import { fieldWords, settingsWords } from "../words/index.ts";
import { AddByName } from "./add-by-name.tsx";
import { SaveForm } from "./save-form.tsx";
import { Entry, Section } from "./section.tsx";
import { useSaving } from "./use-saving.ts";

export function RoomsSection() {
  const rooms = useRooms().data?.rooms ?? [];
  const { run, pending } = useCommand("rooms.create");
  return (
    <Section title={settingsWords.rooms} lead={settingsWords.roomsLead}>
      <div>
        {rooms.map((room) => (
          <Entry
            key={room.id}
            name={room.name}
            label={settingsWords.edit(room.name)}
            {...(room.retired ? { detail: settingsWords.retired } : {})}
          >
            <RoomForm room={room} />
          </Entry>
        ))}
      </div>
      <AddByName
        label={settingsWords.addRoom}
        pending={pending}
        onAdd={(name) => run({ name, position: rooms.length }, { undo: settingsWords.saved(name) })}
      />
    </Section>
  );
}

function RoomForm({ room }: { room: RoomView }) {
  const { run, pending, busy } = useCommand("rooms.change");
  const saving = useSaving(room.version);
  const [name, setName] = useState(room.name);
  const isNameless = name.trim() === "";
  const save = async (retired: boolean): Promise<void> => {
    if (isNameless) return;
    const input = { id: room.id, version: saving.version, name: name.trim(), retired };
    const answer = await run(input, { undo: settingsWords.saved(name.trim()) });
    saving.done(answer, (value) => value.room);
  };
  return (
    <SaveForm
      label={settingsWords.edit(room.name)}
      onSave={() => void save(room.retired)}
      refused={saving.refused}
      pending={pending}
      busy={busy}
      actions={
        <Button className="react-aria-Button plain" onPress={() => void save(!room.retired)}>
          {room.retired ? settingsWords.bringBack : settingsWords.retire}
        </Button>
      }
    >
      <TextField
        label={settingsWords.roomName}
        value={name}
        onChange={setName}
        error={isNameless ? fieldWords.required(settingsWords.roomName) : null}
        maxLength={120}
      />
    </SaveForm>
  );
}
