/** Minutes that an appointment may last, and stay empty after it: for the schemas and the forms alike. */
export const DURATION = { least: 5, most: 720, step: 5 } as const;
export const BUFFER = { least: 0, most: 240, step: 5 } as const;
