import { planOf } from "../preflight/bitrate-plan";
import type { CaptureChoice } from "./remembered-choice";

/** A camera picture as chosen, or as near as the camera comes. `exact` refuses any other camera. */
export function cameraConstraints(
  { camera, height }: CaptureChoice,
  which: "ideal" | "exact",
): MediaTrackConstraints {
  return { ...(camera === null ? {} : { deviceId: { [which]: camera } }), ...pictureConstraints(height) };
}

/** The part that can change while the camera runs. */
export function pictureConstraints(height: number): MediaTrackConstraints {
  const plan = planOf(height);
  return {
    width: { ideal: plan.width },
    height: { ideal: plan.height },
    frameRate: { ideal: plan.framesPerSecond, max: 30 },
  };
}

/** Voices are cleaned of room and noise; music is left as it is, in stereo. */
export function microphoneConstraints(
  { microphone, sound }: CaptureChoice,
  which: "ideal" | "exact",
): MediaTrackConstraints {
  const isVoice = sound === "voice";
  return {
    ...(microphone === null ? {} : { deviceId: { [which]: microphone } }),
    echoCancellation: isVoice,
    noiseSuppression: isVoice,
    autoGainControl: isVoice,
    channelCount: { ideal: isVoice ? 1 : 2 },
  };
}
