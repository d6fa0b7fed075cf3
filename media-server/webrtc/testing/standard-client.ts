import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";

/** Debian's simple-whip-client: GStreamer's webrtcbin, with RFC 9725 around it. */
const PROGRAM = "whip-client";
/** What libnice asks of UPnP, which nobody needs here. */
const NO_UPNP = `
#include <stddef.h>
unsigned long gupnp_simple_igd_get_type(void) { return 0; }
void *gupnp_simple_igd_thread_new(void) { return NULL; }
void gupnp_simple_igd_add_port(void) {}
void gupnp_simple_igd_remove_port_local(void) {}
`;

export interface StandardClient {
  readonly process: ChildProcess;
  /** Says goodbye by DELETE. */
  stop(): Promise<void>;
}

/** An address that others can reach: libnice doesn't call loopback. Null without one. */
export function outsideAddress(): string | null {
  const all = Object.values(networkInterfaces()).flat();
  return all.find((one) => one && one.family === "IPv4" && !one.internal)?.address ?? null;
}

/** Why it can't be run here; null when it can. */
export function whyNoStandardClient(): string | null {
  if (spawnSync(PROGRAM, ["--help"], { env: environment() }).error) return `${PROGRAM} isn't installed`;
  const codec = spawnSync("gst-inspect-1.0", ["--exists", "x264enc"]);
  if (codec.status !== 0) return "GStreamer's x264enc isn't installed";
  return outsideAddress() === null ? "this machine has no address but loopback" : null;
}

/** A test picture and a tone, with trickle ICE, until stopped. */
export function runStandardClient(url: string, streamKey: string): StandardClient {
  const rtp = (media: string, encoding: string, type: number) =>
    `queue ! application/x-rtp,media=${media},encoding-name=${encoding},payload=${type}`;
  const sound = `audiotestsrc is-live=true ! audioconvert ! audioresample ! queue ! opusenc ! rtpopuspay pt=100 ssrc=1 ! ${rtp("audio", "OPUS", 100)}`;
  const picture =
    "videotestsrc is-live=true ! video/x-raw,width=320,height=180,framerate=30/1 ! videoconvert ! queue ! " +
    "x264enc tune=zerolatency speed-preset=ultrafast key-int-max=30 bitrate=500 ! video/x-h264,profile=constrained-baseline ! " +
    `rtph264pay pt=96 ssrc=2 config-interval=-1 ! ${rtp("video", "H264", 96)}`;
  const child = spawn(PROGRAM, ["-u", url, "-t", streamKey, "-A", sound, "-V", picture], {
    env: environment(),
    stdio: "ignore",
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    process: child,
    stop() {
      child.kill("SIGINT");
      return gone;
    },
  };
}

let folder: string | null = null;

/**
 * Debian 12's own build aborts at start: UPnP in libnice brings libsoup 3 into a program that is linked to libsoup 2. With
 * an empty library in UPnP's place, where a compiler is at hand, it runs unchanged.
 */
function environment(): NodeJS.ProcessEnv {
  if (folder === null) {
    const made = mkdtempSync(join(tmpdir(), "no-upnp-"));
    process.once("exit", () => rmSync(made, { recursive: true, force: true }));
    folder = made;
    writeFileSync(join(folder, "no-upnp.c"), NO_UPNP);
    const library = join(folder, "libgupnp-igd-1.0.so.4");
    const soname = "-Wl,-soname,libgupnp-igd-1.0.so.4";
    spawnSync("cc", ["-shared", "-fPIC", soname, "-o", library, join(folder, "no-upnp.c")]);
  }
  return { ...process.env, LD_LIBRARY_PATH: folder };
}
