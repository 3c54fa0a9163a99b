import { X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { Button } from "react-aria-components";
import { useScreen } from "../store/screen.ts";
import { bookingWords } from "../words/index.ts";
import styles from "./panel.module.css";

type Props = {
  title: string;
  children: ReactNode;
  /** What Escape leaves first, such as a change that was begun; the panel itself when absent. */
  onEscape?: () => void;
  /** For contents without a field to begin in: the keyboard comes to the panel itself. */
  takesFocus?: boolean;
};

/** Escape that closed a list has done its work: the frame would close the panel with it. */
const keepEscape = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.key === "Escape") event.stopPropagation();
};

/** What stands beside the board: a title, a way out, and contents that scroll. Escape gives the board its keys back. */
export function PanelFrame({ title, children, onEscape, takesFocus = false }: Props) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    if (takesFocus) ref.current?.focus({ preventScroll: true });
  }, [takesFocus]);
  const close = useScreen((screen) => screen.closePanel);
  const leave = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== "Escape" || !(event.target instanceof Element)) return;
    // Open lists and calendars close first, and only they.
    const isInside = event.currentTarget.contains(event.target);
    if (!isInside || event.target.getAttribute("aria-expanded") === "true") return;
    event.preventDefault();
    event.stopPropagation();
    (onEscape ?? close)();
  };
  return (
    <aside
      className={styles.panel}
      aria-label={title}
      tabIndex={-1}
      ref={ref}
      onKeyDownCapture={leave}
      onKeyDown={keepEscape}
    >
      <header className={styles.header}>
        <h2 dir="auto">{title}</h2>
        <Button className="react-aria-Button plain icon" aria-label={bookingWords.close} onPress={close}>
          <X size={16} aria-hidden />
        </Button>
      </header>
      <div className={styles.contents}>{children}</div>
    </aside>
  );
}
