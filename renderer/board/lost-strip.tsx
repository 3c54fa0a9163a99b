import { Button } from "react-aria-components";
import { useAppointmentCard } from "../queries/index.ts";
import { useScreen } from "../store/screen.ts";
import { boardWords, cardName, lostWords } from "../words/index.ts";
import styles from "./strips.module.css";

/** Another desk was first, said without taking the keyboard from whatever is being typed. */
export function LostStrip({ appointmentId }: { appointmentId: string }) {
  const appointment = useAppointmentCard(appointmentId).data?.appointment;
  const openPanel = useScreen((screen) => screen.openPanel);
  const tellLost = useScreen((screen) => screen.tellLost);
  if (!appointment) return null;
  const decide = (): void => {
    tellLost(null);
    openPanel({ kind: "lost", appointmentId });
  };
  return (
    <section className={styles.lost}>
      <p role="alert" className={styles.sentence} dir="auto">
        {lostWords.meanwhile(cardName(appointment, null))}
      </p>
      <Button onPress={decide}>{lostWords.decide}</Button>
      <Button className="react-aria-Button plain" onPress={() => tellLost(null)}>
        {boardWords.close}
      </Button>
    </section>
  );
}
