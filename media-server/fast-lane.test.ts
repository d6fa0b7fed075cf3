import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { serveFast } from "./fast-lane";
import { type HttpAnswer, httpAnswer } from "./packaging/http-answer";

let server: Server;
let client: Socket;
let received = "";
let seenByFullServer: string[] = [];
let waiting: (() => void)[] = [];

const fast = httpAnswer(200, ["content-type", "text/plain"], [Buffer.from("fast")]);
const large = httpAnswer(200, [], [Buffer.alloc(100_000, "x")]);

beforeEach(async () => {
  received = "";
  seenByFullServer = [];
  waiting = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      seenByFullServer.push(`${request.method} ${request.url} ${Buffer.concat(chunks).toString()}`.trim());
      response.end("full");
    });
  });
  const [reader] = server.listeners("connection");
  server.removeAllListeners("connection");
  const route = (url: string, _encoding: string | undefined, respond: (answer: HttpAnswer) => void) => {
    if (url === "/later") waiting.push(() => respond(fast));
    else if (url === "/fast") respond(fast);
    else if (url === "/large") respond(large);
    else return false;
    return true;
  };
  server.on("connection", (socket) => serveFast(socket, route, (one) => reader?.call(server, one), 60_000));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  client = connect((server.address() as AddressInfo).port, "127.0.0.1");
  client.on("data", (chunk) => {
    received += chunk.toString();
  });
  client.on("error", () => {});
});
afterEach(() => {
  client.destroy();
  server.close();
  server.closeAllConnections();
});

const get = (url: string, headers = "") => `GET ${url} HTTP/1.1\r\nHost: a\r\n${headers}\r\n`;
const until = (what: () => void) => vi.waitFor(what, { timeout: 5_000, interval: 5 });

it("answers plain GETs one after the other on one connection", async () => {
  client.write(get("/fast"));
  await until(() =>
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*content-length: 4\r\n[\s\S]*\r\n\r\nfast$/),
  );
  expect(received).toMatch(/\r\ndate: \w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT\r\n/);
  client.write(get("/large", "Connection: keep-alive\r\n"));
  await until(() => expect(received.endsWith("x".repeat(100_000))).toBe(true));
  expect(seenByFullServer).toEqual([]);
});

it.each([
  ["another method", "POST /fast HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi", "POST /fast hi"],
  ["a body", "GET /fast HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi", "GET /fast hi"],
  ["a chunked body", get("/fast", "Transfer-Encoding: chunked\r\n").concat("0\r\n\r\n"), "GET /fast"],
  ["a range", get("/fast", "Range: bytes=0-1\r\n"), "GET /fast"],
  ["a condition", get("/fast", 'If-None-Match: "x"\r\n'), "GET /fast"],
  ["a connection to close", get("/fast", "Connection: close\r\n"), "GET /fast"],
  ["a route that is not its own", get("/other"), "GET /other"],
])("leaves %s to the full server, with every byte", async (_what, bytes, seen) => {
  client.write(bytes);
  await until(() => expect(seenByFullServer).toEqual([seen]));
});

it("leaves a request that comes in pieces to the full server, after having answered others", async () => {
  client.write(get("/fast"));
  await until(() => expect(received.endsWith("fast")).toBe(true));
  client.write("GET /pieces HTTP/1.1\r\nHo");
  await new Promise((resolve) => setImmediate(resolve));
  client.write("st: a\r\n\r\n");
  await until(() => expect(seenByFullServer).toEqual(["GET /pieces"]));
});

it.each([
  ["no host", "GET /fast HTTP/1.1\r\nAccept: a\r\n\r\n"],
  ["a bare line feed", "GET /fast HTTP/1.1\nHost: a\n\n"],
  ["a space before the colon", "GET /fast HTTP/1.1\r\nHost : a\r\n\r\n"],
  ["bytes that are no request", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"],
])("never answers a malformed request itself: %s", async (_what, bytes) => {
  client.write(bytes);
  await until(() => expect(received).toMatch(/^HTTP\/1\.1 400 /));
});

it("answers what was sent ahead in its order", async () => {
  client.write(get("/later"));
  await until(() => expect(waiting).toHaveLength(1));
  client.write(get("/one") + get("/two"));
  await new Promise((resolve) => setImmediate(resolve));
  expect(received).toBe("");
  waiting[0]?.();
  await until(() => expect(seenByFullServer).toEqual(["GET /one", "GET /two"]));
  // The full server sees a request before its client has the answer to the one ahead.
  await until(() => expect(received).toContain("full"));
  expect(received.startsWith("HTTP/1.1 200 OK")).toBe(true);
  expect(received.indexOf("fast")).toBeLessThan(received.indexOf("full"));
});

it("cuts off who sends ahead without end", async () => {
  const closed = new Promise((resolve) => client.once("close", resolve));
  client.write(get("/later"));
  await until(() => expect(waiting).toHaveLength(1));
  client.write("x".repeat(40_000));
  await closed;
  waiting[0]?.();
});
