import { createCleaner } from "../core.js";
import { builtinRules } from "../rules/builtin.js";
import { cleanFiles } from "./clean-files.js";
import { cleanLines } from "./clean-lines.js";
import type { CleanTask, TaskSettings } from "./clean-task.js";

/** The function that does the tasks of a run, in whichever thread. */
export function createCleanTask(settings: TaskSettings): CleanTask {
  const cleaner = createCleaner({ ...settings.options, rules: settings.rules ?? builtinRules() });
  return async (task, announce = () => {}) => {
    return task.kind === "lines"
      ? await cleanLines(task, cleaner, settings, announce)
      : await cleanFiles(task, cleaner, settings, announce);
  };
}
