// Runs node-media-server 4 as its own process: `PORT_RTMP PORT_HTTP FOLDER`.
import NodeMediaServer from "node-media-server-4";

const [rtmpPort, httpPort, root] = process.argv.slice(2);
process.chdir(root);
new NodeMediaServer({
  bind: "127.0.0.1",
  notify: { url: "" },
  store: { path: "./data" },
  auth: { play: false, publish: false, secret: "", jwt: { secret: "bench", expiresIn: "1h", users: [] } },
  rtmp: { port: Number(rtmpPort) },
  http: { port: Number(httpPort) },
  webadmin: { enable: false },
  record: { auto: false, path: "./record" },
}).run();
