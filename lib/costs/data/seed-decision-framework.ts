import { DecisionFramework } from "../advisor/decision-framework";
import framework from "./decision-framework.json";

export const DECISION_FRAMEWORK: DecisionFramework = DecisionFramework.parse(framework);
