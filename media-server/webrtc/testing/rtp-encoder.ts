import { spawn } from "node:child_process";
import { createSocket, type Socket } from "node:dgram";
import { AUDIO_SSRC, AUDIO_TYPE, VIDEO_SSRC, VIDEO_TYPE, type WhipClient } from "./whip-client";

/** Encodes a test picture and a tone in real time, and sends them through a WHIP client until stopped. */
export async function encodeTo(
  client: WhipClient,
  { picture = true }: { readonly picture?: boolean } = {},
): Promise<{ stop(): Promise<void> }> {
  const sockets = [
    await listen((packet) => picture && client.sendVideo(packet)),
    await listen((packet) => client.sendReport("video", packet)),
    await listen((packet) => client.sendAudio(packet)),
    await listen((packet) => client.sendReport("audio", packet)),
  ] as const;
  const [video, videoReports, audio, audioReports] = sockets.map((socket) => socket.address().port);
  const address = (port: number | undefined, reports: number | undefined) =>
    `rtp://127.0.0.1:${port}?rtcpport=${reports}&pkt_size=1100&localaddr=127.0.0.1`;
  const words = [
    ...["-hide_banner", "-loglevel", "error"],
    ...["-re", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=30"],
    ...["-re", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"],
    ...["-map", "0:v", "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-bf", "0"],
    ...["-pix_fmt", "yuv420p", "-profile:v", "baseline", "-g", "30", "-b:v", "600k"],
    ...["-x264-params", "repeat-headers=1:sliced-threads=0"],
    ...["-payload_type", String(VIDEO_TYPE), "-ssrc", String(VIDEO_SSRC), "-f", "rtp"],
    address(video, videoReports),
    ...["-map", "1:a", "-c:a", "libopus", "-ac", "2", "-b:a", "64k"],
    ...["-payload_type", String(AUDIO_TYPE), "-ssrc", String(AUDIO_SSRC), "-f", "rtp"],
    address(audio, audioReports),
  ];
  const child = spawn("ffmpeg", words, { stdio: "ignore" });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    async stop() {
      child.kill("SIGKILL");
      await gone;
      for (const socket of sockets) socket.close();
    },
  };
}

function listen(take: (packet: Buffer) => unknown): Promise<Socket> {
  const socket = createSocket("udp4", take);
  return new Promise((resolve) => socket.bind(0, "127.0.0.1", () => resolve(socket)));
}
