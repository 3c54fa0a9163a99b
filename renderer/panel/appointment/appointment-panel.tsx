import { useState } from "react";
import { useAppointmentCard } from "../../queries/index.ts";
import { type Panel, useScreen } from "../../store/screen.ts";
import { appointmentWords } from "../../words/index.ts";
import { PanelFrame } from "../panel-frame.tsx";
import { ChangePanel } from "../series/change-panel.tsx";
import { CancelForm } from "./cancel-form.tsx";
import { Details } from "./details.tsx";
import { History } from "./history.tsx";
import { Notes } from "./notes.tsx";
import { Seats } from "./seats.tsx";
import { StatusButtons } from "./status-buttons.tsx";
import { useEdit } from "./use-edit.ts";

type Wish = Extract<Panel, { kind: "appointment" }>;

/** One appointment: what it is, what can be done with it, and what was done. */
export function AppointmentPanel({ wish }: { wish: Wish }) {
  const closePanel = useScreen((screen) => screen.closePanel);
  const [doing, setDoing] = useState<"look" | "change" | "cancel">(wish.act ?? "look");
  const card = useAppointmentCard(wish.id);
  const edit = useEdit(card.data ?? null);
  const appointment = card.data?.appointment;

  if (!card.data || !appointment) {
    return (
      <PanelFrame title={appointmentWords.title} takesFocus>
        <p>{card.isError ? appointmentWords.gone : appointmentWords.loading}</p>
      </PanelFrame>
    );
  }
  const title = appointment.clientName ?? appointmentWords.group;
  const look = (): void => setDoing("look");

  if (doing === "change") {
    return <ChangePanel card={card.data} edit={edit} onDone={look} />;
  }
  if (doing === "cancel") {
    return (
      <PanelFrame title={title} onEscape={wish.act === "cancel" ? closePanel : look}>
        <Details appointment={appointment} />
        <CancelForm appointment={appointment} onKeep={look} onCancelled={closePanel} />
      </PanelFrame>
    );
  }
  return (
    <PanelFrame title={title} takesFocus>
      <Details appointment={appointment} />
      <StatusButtons
        appointment={appointment}
        onChange={() => setDoing("change")}
        onCancel={() => setDoing("cancel")}
      />
      {appointment.capacity === null ? null : <Seats appointment={appointment} />}
      <Notes appointmentId={appointment.id} notes={card.data.notes} />
      <History entries={card.data.history} />
    </PanelFrame>
  );
}
