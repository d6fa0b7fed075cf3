"use client";
import { useTranslations } from "use-intl";
import { useFigures } from "@/components/streams/use-figures";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { CaptureState, Device } from "../capture/capture";
import { neededKbps, PICTURE_PLANS } from "../preflight/bitrate-plan";
import { useStore } from "../store";
import type { Studio } from "../studio";

/** Which camera, which microphone, how large and how; also while live. */
export function DevicePickers({ studio }: { studio: Studio }) {
  const t = useTranslations("broadcastStudio");
  const figures = useFigures();
  const state = useStore(studio.capture.store);
  const { choice } = state;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <DevicePicker studio={studio} kind="camera" devices={state.cameras} state={state} />
      <DevicePicker studio={studio} kind="microphone" devices={state.microphones} state={state} />
      <Field label={t("picture")}>
        {(control) => (
          <Select
            {...control}
            value={choice.height}
            onChange={(event) => void studio.chooseHeight(Number(event.target.value))}
          >
            {PICTURE_PLANS.map((plan) => (
              <option key={plan.height} value={plan.height}>
                {t("pictureChoice", {
                  height: plan.height,
                  rate: figures.bitrate(neededKbps(plan, choice.sound)),
                })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("sound")}>
        {(control) => (
          <Select
            {...control}
            value={choice.sound}
            onChange={(event) =>
              void studio.capture.chooseSound(event.target.value === "music" ? "music" : "voice")
            }
          >
            <option value="voice">{t("soundVoice")}</option>
            <option value="music">{t("soundMusic")}</option>
          </Select>
        )}
      </Field>
    </div>
  );
}

const OFF = "";

function DevicePicker({
  studio,
  kind,
  devices,
  state,
}: {
  studio: Studio;
  kind: "camera" | "microphone";
  devices: readonly Device[];
  state: CaptureState;
}) {
  const t = useTranslations("broadcastStudio");
  const { track } = state[kind];
  const current = track?.getSettings().deviceId ?? OFF;
  return (
    <Field label={t(kind)}>
      {(control) => (
        <Select
          {...control}
          value={current}
          onChange={({ target }) =>
            target.value === OFF
              ? studio.capture.release(kind)
              : void studio.capture.choose(kind, target.value)
          }
        >
          <option value={OFF}>{devices.length === 0 ? t(`none.${kind}`) : t(`off.${kind}`)}</option>
          {devices.map(({ id, label }, index) => (
            <option key={id} value={id}>
              {label || t("unnamed", { number: index + 1 })}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
