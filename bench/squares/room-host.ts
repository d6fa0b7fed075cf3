import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "@playwright/test";
import { bundleP2p } from "../peers/p2p-page";
import type { RoomReading, RoomTarget } from "./room-host-page";

export interface RoomHost {
  readonly page: Page;
  read(): Promise<RoomReading>;
  stop(): Promise<void>;
}

const PICTURE = { width: 640, height: 360, framesPerSecond: 30 };

/** Hosts a room from a page of its own, with the product's publisher. */
export async function openRoomHost(
  browser: Browser,
  target: RoomTarget,
  shows: "camera" | "squares",
): Promise<RoomHost> {
  const context = await browser.newContext({ permissions: ["camera", "microphone"] });
  // Cameras need a secure context, which localhost is; a page without an address may not call this machine.
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>host</title>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = async () => {
    await context.close();
    server.closeAllConnections();
    server.close();
  };
  try {
    const page = await context.newPage();
    // A listening TCP server's address is always an AddressInfo.
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    await page.addScriptTag({ content: await bundleP2p("bench/squares/room-host-page.ts", "roomHost") });
    await page.evaluate(
      async ({ wish, picture, what }) => {
        // The script above put it there.
        const room = Reflect.get(window, "roomHost") as typeof import("./room-host-page");
        await room.hostRoom(wish, picture, what);
      },
      { wish: target, picture: PICTURE, what: shows },
    );
    const read = () =>
      page.evaluate(() => (Reflect.get(window, "roomHost") as typeof import("./room-host-page")).readRoom());
    return { page, read, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
