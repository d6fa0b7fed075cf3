// Runs node-media-server 2.7.4 as its own process, so that its CPU can be told from the bench's.
import net from "node:net";
import NodeMediaServer from "node-media-server";

const [rtmpPort, httpPort, mediaRoot, ffmpeg] = process.argv.slice(2);

// It listens on every address and has no option for another: a bench stays on loopback.
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function listenOnLoopback(port, ...rest) {
  return listen.call(this, port, "127.0.0.1", ...rest);
};
// Its start-up message reads a variable that nobody defined.
globalThis.version = "unknown";

new NodeMediaServer({
  logType: 0,
  rtmp: { port: Number(rtmpPort), chunk_size: 4096, gop_cache: true, ping: 30, ping_timeout: 60 },
  http: { port: Number(httpPort), mediaroot: mediaRoot, allow_origin: "*" },
  trans: {
    ffmpeg,
    tasks: [{ app: "live", hls: true, hlsFlags: "[hls_time=2:hls_list_size=3:hls_flags=delete_segments]" }],
  },
}).run();
