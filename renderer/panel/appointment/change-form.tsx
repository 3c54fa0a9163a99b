import { useQueryClient } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import { Button } from "react-aria-components";
import type { AnteroomError } from "../../../src/ipc/errors.ts";
import type { AppointmentCard } from "../../../src/ipc/views.ts";
import { systemClock } from "../../../src/time/clock.ts";
import { ChoiceField, NumberField, Refused, submitOnEnter, useFormats } from "../../fields/index.ts";
import { showUndo } from "../../frame/toasts.ts";
import { useCommand, useRooms, useTypes } from "../../queries/index.ts";
import { answerOptions } from "../../queries/use-answer.ts";
import {
  appointmentWords,
  bookingWords,
  changedMeanwhile,
  changedSentence,
  fieldWords,
  sourceWords,
} from "../../words/index.ts";
import { ClientField } from "../booking/client-field.tsx";
import { offered } from "../booking/use-place.ts";
import panel from "../panel.module.css";
import { useNames } from "../use-names.ts";
import { RoomField, TypeAndLengthFields } from "../what-fields.tsx";
import { differences } from "./differences.ts";
import { type Edit, type Edited, patchOf, rebase } from "./edit.ts";
import type { EditInHand } from "./use-edit.ts";

const sources = (["phone", "walk-in", "email", "online", "staff"] as const).map((id) => ({
  id,
  name: sourceWords[id],
}));

type Meanwhile = { by: string | null; at: number | null; what: string[] };
type Props = { card: AppointmentCard; edit: EditInHand; onDone: () => void; takesFocus: boolean };

/** Client, type, length, room: what it is, not when. What another desk changed meanwhile is shown, not overwritten. */
export function ChangeForm({ card, edit: inHand, onDone, takesFocus }: Props) {
  const formats = useFormats();
  const names = useNames();
  const queries = useQueryClient();
  const { run, pending, busy } = useCommand("appointments.change");
  const create = useCommand("clients.create");
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const [meanwhile, setMeanwhile] = useState<Meanwhile | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const rooms = offered(useRooms().data?.rooms ?? []);
  const isGroup = card.appointment.capacity !== null;
  const types = offered(useTypes().data?.types ?? []).filter((type) => (type.capacity !== null) === isGroup);

  const { edit } = inHand;
  if (edit === null) return null;
  const { typed } = edit;
  const write = (part: Partial<Edit>): void => inHand.set({ ...edit, ...part });
  const set = (part: Partial<Edited>): void => write({ typed: { ...typed, ...part } });

  /** Shows what is there now; what was typed stays and can be saved on top of it. */
  const lookAgain = async (): Promise<void> => {
    const options = answerOptions("appointments.read", { id: edit.seen.id });
    const fresh = await queries.fetchQuery({ ...options, staleTime: 0 });
    const last = fresh.history.at(-1);
    const what = differences(edit.seen, fresh.appointment, formats, names);
    setMeanwhile({ by: last?.actor ?? null, at: last?.at ?? null, what });
    inHand.set(rebase(edit, fresh.appointment));
  };

  const addClient = async (name: string): Promise<void> => {
    const answer = await create.run({ name });
    if (!answer.ok) {
      setRefused(answer.error);
      return;
    }
    const { client } = answer.value;
    write({ clientText: client.name, client, typed: { ...typed, clientId: client.id } });
  };

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (pending) return;
    setRefused(null);
    const namesNobody = !isGroup && edit.client === null && edit.clientText !== edit.seen.clientName;
    const patch = patchOf(edit);
    const nothing = Object.keys(patch).length === 0;
    setProblem(namesNobody ? bookingWords.chooseClient : null);
    if (namesNobody) return;
    if (nothing) {
      inHand.forget();
      onDone();
      return;
    }
    const answer = await run({ id: edit.seen.id, version: edit.seen.version, ...patch });
    if (answer.ok) {
      const { appointment, opId, undoUntil } = answer.value;
      showUndo({ sentence: changedSentence(appointment, formats), opId, undoUntil });
      inHand.forget();
      onDone();
    } else if (answer.error.code === "stale") await lookAgain();
    else setRefused(answer.error);
  };

  const now = systemClock();
  return (
    <form
      aria-label={appointmentWords.changeTitle}
      className={panel.form}
      onSubmit={(event) => void submit(event)}
      onKeyDownCapture={submitOnEnter}
      noValidate
    >
      {meanwhile ? (
        <div className="callout" role="alert">
          <p>{changedMeanwhile(meanwhile.by, meanwhile.at, now, formats)}</p>
          {meanwhile.what.map((line) => (
            <p key={line}>{line}</p>
          ))}
          <p>{appointmentWords.typed}</p>
        </div>
      ) : null}
      <Refused error={refused} />
      {isGroup ? null : (
        <ClientField
          text={edit.clientText}
          client={edit.client}
          onChange={(clientText, client) =>
            write({
              clientText,
              client,
              typed: { ...typed, clientId: client?.id ?? edit.seen.clientId },
            })
          }
          onNew={(name) => void addClient(name)}
          enterMakesNew={false}
          error={problem}
          autoFocus={takesFocus}
        />
      )}
      <TypeAndLengthFields types={types} value={typed} onChange={set} />
      <RoomField rooms={rooms} value={typed.roomId} onChange={(roomId) => set({ roomId })} />
      <ChoiceField
        label={bookingWords.source}
        choices={sources}
        value={typed.source}
        onChange={(source) => set({ source })}
      />
      {typed.capacity === null ? null : (
        <NumberField
          label={appointmentWords.seatsLabel}
          value={typed.capacity}
          onChange={(capacity) => set({ capacity })}
          least={1}
          most={200}
        />
      )}
      <div className={panel.actions}>
        <Button type="submit" className="react-aria-Button primary">
          {busy ? fieldWords.busy : appointmentWords.save}
        </Button>
        <Button onPress={onDone}>{appointmentWords.back}</Button>
      </div>
    </form>
  );
}
