import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { createTransport } from "nodemailer";
import { db } from "../db/client";
import { users } from "../db/schema";
import { env } from "../env";

export interface Mail {
  /** The same at each attempt: mail programs show it once. */
  readonly id: string;
  readonly subject: string;
  readonly text: string;
}

/** To every admin, in one message, by the server of SMTP_URL. Throws an `Error` whose message is for admins, within `deadlineMs`. */
export async function sendMail({ id, subject, text }: Mail, deadlineMs: number): Promise<void> {
  const { SMTP_URL, SMTP_FROM, PUBLIC_URL } = env();
  if (!SMTP_URL || !SMTP_FROM) throw new Error("SMTP_URL and SMTP_FROM are not set.");
  const admins = await (await db())
    .select({ email: users.email })
    .from(users)
    .where(and(eq(users.role, "admin"), isNull(users.suspendedAt)));
  const transport = createTransport(SMTP_URL, {
    connectionTimeout: deadlineMs,
    greetingTimeout: deadlineMs,
    socketTimeout: deadlineMs,
  });
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("The mail server did not answer in time.")), deadlineMs);
  });
  const sent = transport.sendMail({
    from: SMTP_FROM,
    to: admins.map(({ email }) => email),
    messageId: `<${id}@${new URL(PUBLIC_URL).hostname}>`,
    // RFC 3834: nobody's holiday notice answers it.
    headers: { "Auto-Submitted": "auto-generated" },
    subject,
    text,
  });
  try {
    await Promise.race([sent, silence]);
  } finally {
    clearTimeout(timer);
    // It may fail after its deadline, when nobody waits any more.
    sent.catch(() => {});
    transport.close();
  }
}
