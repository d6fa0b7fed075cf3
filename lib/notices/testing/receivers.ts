import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export interface MailSink {
  readonly url: string;
  readonly mails: { readonly to: readonly string[]; readonly text: string }[];
  close(): Promise<void>;
}

/** A real SMTP server that keeps what it is sent. */
export async function startMailSink(): Promise<MailSink> {
  const mails: MailSink["mails"] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ to, text: Buffer.concat(parts).toString() });
        done();
      });
    },
  });
  // Clients that leave early are part of what is tested.
  server.on("error", () => {});
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  // Node's own type of what listens on a port.
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export interface Receiver {
  readonly url: string;
  readonly port: number;
  readonly calls: { readonly headers: IncomingHttpHeaders; readonly body: string }[];
  answer: number;
  close(): Promise<void>;
}

/** A real HTTP receiver that keeps what it is sent. */
export async function startReceiver(onPort = 0): Promise<Receiver> {
  const calls: Receiver["calls"] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (part: string) => {
      body += part;
    });
    request.on("end", () => {
      calls.push({ headers: request.headers, body });
      const elsewhere = receiver.answer === 302 ? { location: receiver.url } : {};
      response.writeHead(receiver.answer, elsewhere).end("thanks");
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(onPort, "127.0.0.1", resolve);
  });
  // As above.
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    ...{ url: `http://127.0.0.1:${port}/hook`, port, calls, answer: 204 },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
