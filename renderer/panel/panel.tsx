import { useScreen } from "../store/screen.ts";
import { AppointmentPanel } from "./appointment/appointment-panel.tsx";
import { BlockPanel } from "./block/block-panel.tsx";
import { BookingForm } from "./booking/booking-form.tsx";
import { FindPanel } from "./find/find-panel.tsx";
import { WalkInPanel } from "./find/walk-in-panel.tsx";
import { LostPanel } from "./lost/lost-panel.tsx";

/** What stands beside the board just now, if anything. */
export function Panel() {
  const panel = useScreen((screen) => screen.panel);
  if (panel === null) return null;
  switch (panel.kind) {
    case "book":
      return <BookingForm wish={panel} />;
    case "appointment":
      return <AppointmentPanel wish={panel} key={`${panel.id} ${panel.act ?? ""}`} />;
    case "find":
      return <FindPanel wish={panel} key={panel.asked.count} />;
    case "walk-in":
      return <WalkInPanel key={panel.asked.count} />;
    case "lost":
      return <LostPanel wish={panel} key={panel.appointmentId} />;
    case "block":
      return <BlockPanel wish={panel} />;
  }
}
