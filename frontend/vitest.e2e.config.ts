/** How the console is tried in a browser: one Home Assistant and one Chromium for all files, one file after another. */
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files in the same order everywhere, however long they took last time: they share a school. */
class ByName extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve([...files].sort((one, other) => one.moduleId.localeCompare(other.moduleId)));
  }
}

export default defineConfig({
  test: {
    // Measurements and pictures are taken in the same way, each by its own command.
    include: [process.env["CONSOLE_FILES"] ?? "e2e/**/*.e2e.ts"],
    globalSetup: ["e2e/set-up.ts"],
    environment: "node",
    fileParallelism: false,
    sequence: { sequencer: ByName },
    isolate: false,
    // Other tests run beside these; what a page does not do at all is found all the same.
    testTimeout: 180_000,
    hookTimeout: 400_000,
    expect: { poll: { timeout: 60_000 } },
    retry: 0,
  },
});
