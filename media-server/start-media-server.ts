import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Config } from "./config";
import type { Log } from "./log";
import { openDoors } from "./open-doors";
import { openStreams } from "./open-streams";

export interface MediaServer {
  readonly ports: {
    readonly http: number;
    readonly control: number;
    readonly rtmp: number;
    readonly udp: number;
  };
  /** Hangs up on everybody and delivers what the app must still hear, for `graceMs` at most. Idempotent. */
  close(graceMs: number): Promise<void>;
}

/** Wires everything and listens. Rejects when a port is taken; then nothing is left listening. */
export async function startMediaServer(config: Config, log: Log): Promise<MediaServer> {
  const opened = await openStreams(config, log);
  const { archive, peers, reporter, roomReporter, hub, experience, streams, rooms } = opened;
  const { publicServer, control, rtmp, watch, flvSockets, roomDoors, readiness } = openDoors(opened);

  let closing: Promise<void> | null = null;
  const close = async (graceMs: number) => {
    readiness.drain();
    const patience = new Promise((resolve) => setTimeout(resolve, graceMs).unref());
    // Publishers first: that they are lost is the last thing the app must hear.
    peers.close();
    await Promise.race([rtmp.close(), patience]);
    watch.close();
    flvSockets.close();
    rooms.close();
    roomDoors.close();
    hub.close();
    experience.close();
    const gone = Promise.all([closeHttp(control), closeHttp(publicServer)]);
    await Promise.race([archive.close(), patience]);
    await Promise.all([reporter.close(graceMs), roomReporter.close(graceMs)]);
    streams.close();
    await Promise.race([gone, patience]);
  };
  try {
    await archive.load();
    const ports = {
      http: await listen(publicServer, config.MEDIA_HTTP_PORT, config.HOST),
      control: await listen(control, config.MEDIA_CONTROL_PORT, config.MEDIA_CONTROL_HOST),
      rtmp: (await rtmp.listen()).port,
      udp: peers.port,
    };
    reporter.report({ type: "server.started" });
    if (config.P2P_MAX_VIEWERS > 0) roomReporter.report({ type: "server.started" });
    readiness.open();
    return { ports, close: (graceMs) => (closing ??= close(graceMs)) };
  } catch (error) {
    await close(0);
    throw error;
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    // A listening TCP server's address is always an AddressInfo.
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function closeHttp(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
