import { connect, type Socket } from "node:net";

/** A part of an answer that a load client looks at. */
export interface RawAnswer {
  readonly status: number;
  readonly bytes: number;
  readonly isGzip: boolean;
  /** Null unless it was asked to be kept. */
  readonly body: Buffer | null;
}

interface Pending {
  readonly keepsBody: boolean;
  readonly resolve: (answer: RawAnswer) => void;
  readonly reject: (error: Error) => void;
}

const HEAD_END = Buffer.from("\r\n\r\n");

/**
 * One keep-alive HTTP/1.1 connection that asks for one thing at a time and does next to nothing per byte, so that a
 * single core can play the part of more than a thousand viewers. Only for answers with a Content-Length.
 */
export class RawHttp {
  private readonly socket: Socket;
  private pending: Pending | null = null;
  private head: Buffer = Buffer.alloc(0);
  private answer: { status: number; length: number; isGzip: boolean } | null = null;
  private received = 0;
  private body: Buffer[] = [];

  constructor(
    private readonly host: string,
    port: number,
    /** Where it seems to come from. */
    localAddress?: string,
  ) {
    this.socket = connect({ port, host: "127.0.0.1", ...(localAddress ? { localAddress } : {}) });
    this.socket.setNoDelay(true);
    this.socket.setTimeout(10_000, () => this.fail(new Error("timeout")));
    this.socket.on("data", (chunk) => this.read(chunk));
    this.socket.on("error", (error) => this.fail(error));
    this.socket.on("close", () => this.fail(new Error("closed by the server")));
  }

  get isBusy(): boolean {
    return this.pending !== null;
  }

  get(path: string, options: { keepsBody: boolean; gzip: boolean }): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      this.pending = { keepsBody: options.keepsBody, resolve, reject };
      const gzip = options.gzip ? "Accept-Encoding: gzip\r\n" : "";
      this.socket.write(`GET ${path} HTTP/1.1\r\nHost: ${this.host}\r\n${gzip}\r\n`);
    });
  }

  close(): void {
    this.pending = null;
    this.socket.destroy();
  }

  private fail(error: Error): void {
    const { pending } = this;
    this.pending = null;
    this.socket.destroy();
    pending?.reject(error);
  }

  private read(chunk: Buffer): void {
    let rest = chunk;
    if (!this.answer) {
      const head = this.head.length > 0 ? Buffer.concat([this.head, chunk]) : chunk;
      const end = head.indexOf(HEAD_END);
      if (end === -1) {
        this.head = head;
        return;
      }
      this.answer = readHead(head.toString("latin1", 0, end));
      this.head = Buffer.alloc(0);
      rest = head.subarray(end + HEAD_END.length);
    }
    this.received += rest.length;
    if (this.pending?.keepsBody && rest.length > 0) this.body.push(rest);
    if (this.received >= this.answer.length) this.finish(this.answer);
  }

  private finish({ status, length, isGzip }: { status: number; length: number; isGzip: boolean }): void {
    const { pending } = this;
    const body = pending?.keepsBody ? Buffer.concat(this.body) : null;
    this.pending = null;
    this.answer = null;
    this.received = 0;
    this.body = [];
    pending?.resolve({ status, bytes: length, isGzip, body });
  }
}

function readHead(head: string): { status: number; length: number; isGzip: boolean } {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  return {
    status: Number(head.slice(9, 12)),
    length: Number(length ?? 0),
    isGzip: /\r\ncontent-encoding: *gzip/i.test(head),
  };
}
