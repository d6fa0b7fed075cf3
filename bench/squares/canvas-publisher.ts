import { encodeMoment, FRAME_WIDTH, SQUARE, SQUARES } from "./pattern";

export interface CanvasPublisherOptions {
  readonly whipUrl: string;
  readonly streamKey: string;
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  readonly kbps: number;
}

/** Runs inside a page: draws the time into each frame and publishes it by WHIP, as H.264 and Opus. */
export async function publishCanvas(options: CanvasPublisherOptions): Promise<RTCPeerConnection> {
  const connection = new RTCPeerConnection();
  const picture = drawSquares(options);
  const [video] = picture.getVideoTracks();
  const [audio] = tone().getAudioTracks();
  if (!video || !audio) throw new Error("no tracks");
  video.contentHint = "motion";
  const transceiver = connection.addTransceiver(video, {
    direction: "sendonly",
    streams: [picture],
    sendEncodings: [{ maxBitrate: options.kbps * 1000, maxFramerate: options.framesPerSecond }],
  });
  connection.addTransceiver(audio, { direction: "sendonly", streams: [picture] });
  const codecs = RTCRtpSender.getCapabilities("video")?.codecs ?? [];
  transceiver.setCodecPreferences(
    codecs.filter(
      ({ mimeType, sdpFmtpLine = "" }) =>
        /rtx$/i.test(mimeType) || (/H264$/i.test(mimeType) && /42e0.*/i.test(sdpFmtpLine)),
    ),
  );
  await connection.setLocalDescription();
  const response = await fetch(options.whipUrl, {
    method: "POST",
    headers: { "content-type": "application/sdp", authorization: `Bearer ${options.streamKey}` },
    body: connection.localDescription?.sdp ?? "",
  });
  const answer = await response.text();
  if (response.status !== 201) throw new Error(`WHIP: ${response.status} ${answer}`);
  await connection.setRemoteDescription({ type: "answer", sdp: answer });
  const parameters = transceiver.sender.getParameters();
  parameters.degradationPreference = "maintain-resolution";
  await transceiver.sender.setParameters(parameters);
  return connection;
}

/** A picture with the time in each frame. */
export function drawSquares({
  width,
  height,
  framesPerSecond,
}: Pick<CanvasPublisherOptions, "width" | "height" | "framesPerSecond">): MediaStream {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  // Frames go out when they are drawn, not when the browser looks.
  const stream = canvas.captureStream(0);
  // The track of a canvas is one of these by the specification (Media Capture from DOM Elements §3.2).
  const track = stream.getVideoTracks()[0] as CanvasCaptureMediaStreamTrack;
  const texture = drawTexture(width, height);
  const side = (SQUARE * width) / FRAME_WIDTH;
  const start = performance.now();
  let count = 0;
  setInterval(() => {
    const due = Math.floor(((performance.now() - start) * framesPerSecond) / 1000);
    if (!context || due <= count) return;
    count = due;
    context.drawImage(texture, -((count * 5) % width), 0);
    context.fillStyle = "black";
    context.fillRect(0, 0, SQUARES * side, side);
    context.fillStyle = "white";
    encodeMoment(Date.now()).forEach((bit, index) => {
      if (bit) context.fillRect(index * side, 0, side, side);
    });
    track.requestFrame();
  }, 4);
  return stream;
}

/** Two pictures wide, so that it can drift: the encoder works as it does on a camera picture. */
function drawTexture(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = width * 2;
  canvas.height = height;
  const context = canvas.getContext("2d");
  let seed = 7;
  for (let y = 0; context && y < height; y += 8) {
    for (let x = 0; x < width * 2; x += 8) {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
      context.fillStyle = `hsl(${(x / 4) % 360} 40% ${30 + ((seed >> 16) % 40)}%)`;
      context.fillRect(x, y, 8, 8);
    }
  }
  return canvas;
}

export function tone(): MediaStream {
  const audio = new AudioContext({ sampleRate: 48_000 });
  const oscillator = audio.createOscillator();
  const out = audio.createMediaStreamDestination();
  oscillator.connect(out);
  oscillator.start();
  return out.stream;
}
