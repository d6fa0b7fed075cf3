import { createServer, type Server } from "node:net";

/** Ports on loopback that nobody held a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listen));
  const ports = servers.map((server) => {
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
    return address.port;
  });
  await Promise.all(servers.map((server) => new Promise((settle) => server.close(settle))));
  return ports;
}

function listen(): Promise<Server> {
  return new Promise((settle) => {
    const server = createServer().listen(0, "127.0.0.1", () => settle(server));
  });
}
