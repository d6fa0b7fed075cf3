import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openArea, servePublic } from "../public-routes";
import { LivePictures } from "./live-pictures";

const KEEP_MS = 60_000;
const add = (name: string, wallMs: number) => {
  const shot = { poster: Buffer.from(`poster ${name}`), tile: Buffer.from(`tile ${name}`) };
  pictures.add("stream-0001", { shot, wallMs, keepMs: KEEP_MS });
};
let pictures: LivePictures;
let server: Server;
let base: string;

beforeEach(async () => {
  pictures = new LivePictures();
  server = createServer(
    servePublic([
      openArea({
        name: "live",
        find: (id) => ({ id }),
        refusal: () => null,
        isProtected: () => false,
        served: () => undefined,
        routes: [pictures.serve],
      }),
    ]),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/live/stream-0001`; // Of a TCP server.
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const text = async (path: string) => {
  const answer = await fetch(`${base}/${path}`);
  return answer.ok ? answer.text() : answer.status;
};

it("has the newest picture, and small ones of the window only", async () => {
  expect(await text("shots.json")).toBe(404);
  for (const second of [0, 10, 20, 70.4]) add(String(second), second * 1000);
  expect(await text("poster.jpg")).toBe("poster 70.4");
  expect(await text("shots.json")).toBe('{"shots":[20000,70400]}');
  expect(await text("shots/20000.jpg")).toBe("tile 20");
  for (const gone of ["shots/0.jpg", "shots/7.jpg", "shots/x.jpg", "shots/"])
    expect(await text(gone)).toBe(404);
});

it("never keeps more than sixty, and nothing of a stream that is gone", async () => {
  for (let at = 0; at < 200; at += 1) add(String(at), at);
  const { shots } = JSON.parse(String(await text("shots.json")));
  expect([shots.length, shots.at(0), shots.at(-1)]).toEqual([60, 140, 199]);
  pictures.delete("stream-0001");
  expect(await text("poster.jpg")).toBe(404);
});
