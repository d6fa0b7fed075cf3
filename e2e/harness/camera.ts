import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "@playwright/test";

/** Gives the browser a camera and a microphone that need nobody's leave: a moving picture and a beep. */
export const CAMERA_ARGS = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

export interface Camera {
  /** What the WHIP endpoint answered (RFC 9725). */
  readonly status: number;
  /** Pictures encoded so far, and how often a key frame was asked for. */
  figures(): Promise<{ readonly pictures: number; readonly asked: number }>;
  stop(): Promise<void>;
}

/** Publishes the browser's camera by WHIP with nothing but what browsers have: a peer connection and one POST. */
export async function publishCamera(
  browser: Browser,
  target: { readonly url: string; readonly streamKey: string },
): Promise<Camera> {
  const context = await browser.newContext({ permissions: ["camera", "microphone"] });
  const page = await context.newPage();
  // Cameras need a secure context, which localhost is; a page without an address may not call this machine.
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end("camera");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server's address is always an AddressInfo.
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  const status = await page.evaluate(async ({ url, streamKey }) => {
    const media = await navigator.mediaDevices.getUserMedia({
      video: { width: 640, height: 360, frameRate: 30 },
      audio: true,
    });
    const connection = new RTCPeerConnection();
    Reflect.set(window, "connection", connection);
    for (const track of media.getTracks()) connection.addTransceiver(track, { direction: "sendonly" });
    const picture = connection.getTransceivers().find(({ sender }) => sender.track?.kind === "video");
    const codecs = RTCRtpSender.getCapabilities("video")?.codecs ?? [];
    // Chromium lists VP8 first.
    picture?.setCodecPreferences(codecs.filter(({ mimeType }) => /h264|rtx/i.test(mimeType)));
    await connection.setLocalDescription();
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/sdp", authorization: `Bearer ${streamKey}` },
      body: connection.localDescription?.sdp ?? "",
    });
    if (answer.ok) await connection.setRemoteDescription({ type: "answer", sdp: await answer.text() });
    return answer.status;
  }, target);
  return {
    status,
    figures: () =>
      page.evaluate(async () => {
        const connection: RTCPeerConnection = Reflect.get(window, "connection");
        for (const report of (await connection.getStats()).values()) {
          if (report.type === "outbound-rtp" && report.kind === "video")
            return { pictures: report.framesEncoded, asked: report.pliCount };
        }
        return { pictures: 0, asked: 0 };
      }),
    async stop() {
      await context.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
