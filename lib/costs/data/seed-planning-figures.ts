import { PlanningFigures } from "../planner/planning-figures";
import figures from "./planning-figures.json";

export const PLANNING_FIGURES: PlanningFigures = PlanningFigures.parse(figures);
