import { Button, type ButtonProps } from "react-aria-components";

type Props = ButtonProps & {
  /** As `aria-keyshortcuts` writes it: `1`, `Delete`, `1 Alt+1`. */
  shortcut: string;
};

/** A button that a key presses too, and that says so to a screen reader: React Aria's own keeps that to itself. */
export const KeyButton = ({ shortcut, ...props }: Props) => (
  <Button {...props} render={(own) => <button {...own} aria-keyshortcuts={shortcut} />} />
);
