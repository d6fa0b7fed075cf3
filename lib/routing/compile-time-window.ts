import { DAYS, type TimeWindow } from "./policy";

const MINUTES_OF_DAY = 1_440;
/** Every zone's offset is a whole number of these, so local time is looked up once for each. */
const SLOT_MS = 15 * 60_000;
const MINUTE_MS = 60_000;

/** Whether an instant (epoch ms) lies in the window. Equal ends are 24 hours. */
export function compileTimeWindow(window: TimeWindow): (at: number) => boolean {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: window.timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const days = new Set(window.days.map((day) => DAYS.indexOf(day)));
  const { fromMinute, toMinute } = window;
  let slot = Number.NaN;
  let local = { day: 0, minute: 0 };
  return (at) => {
    const wanted = Math.floor(at / SLOT_MS);
    if (wanted !== slot) {
      local = localTime(format, wanted * SLOT_MS);
      slot = wanted;
    }
    const minute = local.minute + Math.floor((at - slot * SLOT_MS) / MINUTE_MS);
    const before = (local.day + 6) % 7;
    if (fromMinute < toMinute) return days.has(local.day) && minute >= fromMinute && minute < toMinute;
    return (
      (days.has(local.day) && minute >= fromMinute) ||
      (days.has(before) && minute < toMinute % MINUTES_OF_DAY)
    );
  };
}

function localTime(format: Intl.DateTimeFormat, at: number): { day: number; minute: number } {
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const name = parts.get("weekday")?.toLowerCase() ?? "";
  const day = DAYS.findIndex((one) => one.startsWith(name) && name !== "");
  return { day, minute: Number(parts.get("hour")) * 60 + Number(parts.get("minute")) };
}
