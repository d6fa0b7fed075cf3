import { useEffect, useState } from "react";
import type { PublishFigures } from "../publisher";
import type { Studio } from "../studio";

const EVERY_MS = 1_000;

/** Read each second while shown; null before the first reading and while nothing is sent. */
export function useLineFigures(studio: Studio): PublishFigures | null {
  const [figures, setFigures] = useState<PublishFigures | null>(null);
  useEffect(() => {
    const timer = setInterval(() => void studio.session.figures().then(setFigures), EVERY_MS);
    return () => clearInterval(timer);
  }, [studio]);
  return figures;
}
