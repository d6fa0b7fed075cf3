import type { Size } from "./scene";

export interface CardWords {
  readonly headline: string;
  readonly below: string;
}

/** A still picture that tells viewers what goes on while there is nothing else to see. */
export async function drawCard({ headline, below }: CardWords, size: Size): Promise<ImageBitmap> {
  const canvas = document.createElement("canvas");
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) throw new Error("no canvas");
  const { width, height } = size;
  context.fillStyle = "#15120e";
  context.fillRect(0, 0, width, height);
  context.fillStyle = "#3cc4c2";
  context.fillRect(width / 2 - width / 32, height * 0.36, width / 16, Math.max(2, height / 180));
  context.textAlign = "center";
  context.textBaseline = "middle";
  const font = getComputedStyle(document.body).fontFamily || "sans-serif";
  context.fillStyle = "#f3ede3";
  context.font = `600 ${Math.round(height / 13)}px ${font}`;
  context.fillText(headline, width / 2, height * 0.48, width * 0.9);
  context.fillStyle = "#bdb2a2";
  context.font = `400 ${Math.round(height / 24)}px ${font}`;
  context.fillText(below, width / 2, height * 0.59, width * 0.9);
  return createImageBitmap(canvas);
}
