export { type Choice, ChoiceField } from "./choice-field.tsx";
export { DayField } from "./day-field.tsx";
export { InstantField } from "./instant-field.tsx";
export { NumberField } from "./number-field.tsx";
export { QuickTexts } from "./quick-texts.tsx";
export { submitOnEnter } from "./submit-on-enter.ts";
export { TextField } from "./text-field.tsx";
export { useFormats } from "./use-formats.ts";
export { WallTimeField } from "./wall-time-field.tsx";
