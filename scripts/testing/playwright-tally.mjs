import { reportTally } from "./tally.mjs";

export default class PlaywrightTally {
  #suite = null;
  #errors = 0;

  onBegin(_config, suite) {
    this.#suite = suite;
  }

  onError() {
    this.#errors += 1;
  }

  onExit() {
    const tally = { passed: 0, failed: this.#errors, skipped: 0 };
    for (const test of this.#suite?.allTests() ?? []) {
      const outcome = test.outcome();
      if (outcome === "unexpected") tally.failed += 1;
      else if (outcome === "skipped") tally.skipped += 1;
      else tally.passed += 1;
    }
    reportTally(tally);
  }

  printsToStdio() {
    return false;
  }
}
