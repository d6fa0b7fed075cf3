import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { expect, it } from "vitest";
import { createPublicServer } from "./public-server";

const limits = { maxConnections: 10, maxConnectionsPerAddress: 10 };

it("holds only a few unanswered requests of one connection, however many are sent ahead", async () => {
  let asked = 0;
  const server = createPublicServer(limits, () => {
    asked += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server's address is always an AddressInfo.
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1_000));
  await new Promise((resolve) => socket.resume().once("close", resolve));
  expect(asked).toBeLessThanOrEqual(8);
  server.close();
});

it("answers any number of requests that come one after another", async () => {
  const server = createPublicServer(limits, (_request, response) => response.end("ok"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  for (let i = 0; i < 50; i++) expect(await (await fetch(url)).text()).toBe("ok");
  server.close();
  server.closeAllConnections();
});
