import { Check } from "lucide-react";

/** The box of a checkbox; the control's own states draw it. */
export const CheckMark = () => (
  <span className="box" aria-hidden>
    <Check strokeWidth={3} />
  </span>
);
