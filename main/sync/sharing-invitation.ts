import { z } from "zod";
import { addressSchema } from "../worker/postgres/address.ts";
import { ServerTrouble } from "../worker/trouble.ts";

/** What the text that another desk is invited with holds. It is as good as a key for an hour. */
const invitationSchema = z.strictObject({
  ...addressSchema.shape,
  anteroom: z.literal(1),
  password: z.string().min(1),
  practiceId: z.uuid(),
  code: z.string().min(1).max(500),
});
export type Invitation = Omit<z.infer<typeof invitationSchema>, "anteroom">;

export const writeInvitation = (invitation: Invitation): string =>
  Buffer.from(JSON.stringify({ anteroom: 1, ...invitation }), "utf8").toString("base64url");

/** Mail programs break lines and quote them; what is left is the text or it is not. Throws ServerTrouble. */
export function readInvitation(pasted: string): Invitation {
  const text = pasted.replace(/[\s>"'`]/g, "");
  if (/^postgres(ql)?:/i.test(text))
    throw new ServerTrouble("invitation-unreadable", "it is the address of a server");
  const found = parsed(text);
  if (isNewer(found)) throw new ServerTrouble("desk-too-old", "the invitation comes from a newer Anteroom");
  const invitation = invitationSchema.safeParse(found);
  if (!invitation.success) throw new ServerTrouble("invitation-unreadable");
  const { anteroom: _version, ...rest } = invitation.data;
  return rest;
}

/** Pasted where the address of a database belongs. */
export const looksLikeInvitation = (text: string): boolean => parsed(text.trim()) !== undefined;

function parsed(text: string): unknown {
  if (!/^[\w-]+$/.test(text)) return undefined;
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

const isNewer = (found: unknown): boolean =>
  typeof found === "object" && found !== null && "anteroom" in found && Number(found.anteroom) > 1;
