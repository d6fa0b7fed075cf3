import { reportTally } from "./tally.mjs";

export default class VitestTally {
  onTestRunEnd(modules, unhandledErrors) {
    const tally = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      let failedTests = 0;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "passed") tally.passed += 1;
        else if (state === "failed") failedTests += 1;
        else tally.skipped += 1;
      }
      // A file that can't be loaded, or whose hooks fail, has no failing test to count.
      tally.failed += module.state() === "failed" ? Math.max(failedTests, 1) : failedTests;
    }
    reportTally(tally);
  }
}
