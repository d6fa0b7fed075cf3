import { useCallback, useEffect, useRef, useState } from "react";

const IDLE_AFTER_MS = 2500;

/** Whether nobody has pointed or typed for a while. */
export function useIdle(): { isIdle: boolean; wake(): void; sleep(): void } {
  const [isIdle, setIsIdle] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const sleep = useCallback(() => {
    clearTimeout(timer.current);
    setIsIdle(true);
  }, []);
  const wake = useCallback(() => {
    clearTimeout(timer.current);
    setIsIdle(false);
    timer.current = setTimeout(() => setIsIdle(true), IDLE_AFTER_MS);
  }, []);

  useEffect(() => {
    wake();
    return () => clearTimeout(timer.current);
  }, [wake]);
  return { isIdle, wake, sleep };
}
