// The last line of a run: what scripts and people look for.
export default class Tally {
  constructor() {
    this.outcomes = new Map();
  }

  onTestEnd(test, result) {
    this.outcomes.set(test.id, { status: result.status, expected: result.status === test.expectedStatus, again: result.retry > 0, test });
  }

  onEnd() {
    const all = [...this.outcomes.values()];
    for (const { test } of all.filter((it) => it.status === "skipped")) {
      const why = test.annotations.find((it) => it.type === "skip")?.description;
      console.log(`skipped: ${test.title}${why ? ` (${why})` : ""}`);
    }
    for (const { test } of all.filter((it) => it.again && it.expected)) console.log(`passed at the second attempt: ${test.titlePath().slice(2).join(" › ")}`);
    const failed = all.filter((it) => !it.expected).length;
    const passed = all.filter((it) => it.expected && it.status !== "skipped").length;
    console.log(`${passed} passed, ${failed} failed`);
  }

  printsToStdio() {
    return true;
  }
}
