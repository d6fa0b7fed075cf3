export interface PictureWish {
  readonly hasCamera: boolean;
  readonly hasScreen: boolean;
  /** The creator wants to be seen beside their screen. */
  readonly wantsInset: boolean;
  readonly isHidden: boolean;
  readonly isPaused: boolean;
}

/** What goes out as the picture. A `card` is a still picture with words. */
export type Picture = "camera" | "screen" | "screen-with-camera" | "pause-card" | "sound-card";

/** Something always goes out: viewers' players wait for a picture that stops coming. */
export function choosePicture(wish: PictureWish): Picture {
  if (wish.isPaused) return "pause-card";
  const isSeen = wish.hasCamera && !wish.isHidden;
  if (wish.hasScreen) return isSeen && wish.wantsInset ? "screen-with-camera" : "screen";
  return isSeen ? "camera" : "sound-card";
}
