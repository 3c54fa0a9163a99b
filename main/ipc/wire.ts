/** The two names on Electron's wire; everything else is the contract's. */
export const INVOKE = "anteroom:invoke";
export const EVENT = "anteroom:event";
