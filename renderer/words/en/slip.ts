export const slipWords = {
  title: "Your appointment",
  print: "Print slip",
  with: (practitionerName: string) => `With ${practitionerName}`,
  room: (roomName: string) => `Room: ${roomName}`,
  /** Of one that another desk may still turn out to hold, or that needs a decision. */
  unconfirmed: "Not confirmed yet. We will call you if this time cannot be kept.",
  printed: (name: string) => `Slip for ${name} sent to the printer`,
};
