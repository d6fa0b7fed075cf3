import { type MouseEvent, type PointerEvent, useState } from "react";

/** Half of a range's thumb as browsers draw it, px: its middle never reaches the ends of the bar. */
const HALF_THUMB_PX = 8;

/**
 * Looking for a moment with mouse, finger or pen on a bar of `lengthSec`. The browser's own dragging is left out: it
 * differs between them, and some seek at each step.
 */
export function useSeekPointer(lengthSec: number, seekTo: (sec: number) => void) {
  const [draggedSec, setDraggedSec] = useState<number | null>(null);
  const [hoveredSec, setHoveredSec] = useState<number | null>(null);
  const secAt = (event: PointerEvent<HTMLInputElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const fraction = (event.clientX - left - HALF_THUMB_PX) / Math.max(1, width - 2 * HALF_THUMB_PX);
    return Math.min(1, Math.max(0, fraction)) * lengthSec;
  };
  return {
    /** Where the thumb is while it is dragged, and what is pointed at. */
    draggedSec,
    soughtSec: draggedSec ?? hoveredSec,
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLInputElement>) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDraggedSec(secAt(event));
      },
      onPointerMove: (event: PointerEvent<HTMLInputElement>) => {
        if (draggedSec !== null) setDraggedSec(secAt(event));
        else if (event.pointerType === "mouse") setHoveredSec(secAt(event));
      },
      onPointerUp: () => {
        if (draggedSec !== null) seekTo(draggedSec);
        setDraggedSec(null);
      },
      onPointerCancel: () => setDraggedSec(null),
      onPointerLeave: () => setHoveredSec(null),
      onMouseDown: (event: MouseEvent) => event.preventDefault(),
    },
  };
}
