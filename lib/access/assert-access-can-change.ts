import { AppError } from "../errors";
import { capabilitiesOf } from "../providers/capabilities-of";
import type { StreamRow } from "../streams/apply-event";
import { isOnAir } from "../streams/broadcast-machine";
import { isForEverybody } from "./protection-of";

type Shown = Pick<StreamRow, "visibility" | "isPreview">;

/** Whether the change opens or closes a stream whose provider has to be told before anybody else. */
export function needsProviderFirst(row: Pick<StreamRow, "provider"> & Shown, next: Shown): boolean {
  const isFixed = capabilitiesOf(row.provider)?.accessFixedOnAir ?? false;
  return isFixed && isForEverybody(row) !== isForEverybody(next);
}

/** Some providers can neither open nor close a stream while it is on air. Throws `access-fixed-on-air`. */
export function assertAccessCanChange(
  row: Pick<StreamRow, "provider" | "broadcast"> & Shown,
  next: Shown,
): void {
  if (isOnAir(row.broadcast) && needsProviderFirst(row, next)) throw new AppError("access-fixed-on-air");
}
