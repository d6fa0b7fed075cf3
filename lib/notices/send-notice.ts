import "server-only";
import { env } from "../env";
import { describeNotice } from "./describe-notice";
import type { Notice, Way } from "./notice";
import { postWebhook } from "./post-webhook";
import { sendMail } from "./send-mail";

/** Of one call to a mail server or receiver, in ms. */
const DEADLINE_MS = 10_000;

/** Sends one notice one way, in English: what admins read is not known. Throws an `Error` whose message is for admins. */
export async function sendNotice(notice: Notice, way: Way): Promise<void> {
  const { PUBLIC_URL } = env();
  const { title, body, href } = await describeNotice(notice, "en");
  const { id, kind, details, createdAt } = notice;
  const link = `${PUBLIC_URL}${href}`;
  if (way === "mail") return sendMail({ id, subject: title, text: `${body}\n\n${link}\n` }, DEADLINE_MS);
  const content = { kind, title, body, link, details, createdAt: new Date(createdAt).toISOString() };
  return postWebhook({ id, content }, DEADLINE_MS);
}

/** The same way with nothing to tell, to see whether it arrives. */
export async function sendTest(id: string, way: Way): Promise<void> {
  const { PUBLIC_URL } = env();
  const body = "This is a test. Notices about budgets and prepaid room will come this way.";
  const title = "Test of Ann Pale Live";
  if (way === "mail")
    return sendMail({ id, subject: title, text: `${body}\n\n${PUBLIC_URL}\n` }, DEADLINE_MS);
  const createdAt = new Date().toISOString();
  return postWebhook(
    { id, content: { kind: "test", title, body, link: PUBLIC_URL, createdAt } },
    DEADLINE_MS,
  );
}
