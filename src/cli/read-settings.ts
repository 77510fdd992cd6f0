import { isLanguageTag } from "../options.js";
import type { CleanOptions, InputKind, Level } from "../types.js";
import type { Format } from "./commands.js";
import { type Arguments, usageError } from "./parse-arguments.js";

/** What `dehusk clean` was asked to do. */
export interface CleanSettings {
  readonly paths: readonly string[];
  /** Folder to write below. */
  readonly out?: string;
  readonly inPlace: boolean;
  /** The format of the input when absent. */
  readonly format?: Format;
  readonly check: boolean;
  readonly diff: boolean;
  readonly dryRun: boolean;
  readonly report?: string;
}

/** Reads the settings of `dehusk clean`; throws a DehuskError `E_USAGE` for those that contradict each other. */
export function readCleanSettings(given: Arguments): CleanSettings {
  const settings: CleanSettings = {
    paths: given.operands,
    inPlace: given.options.has("in-place"),
    check: given.options.has("check"),
    diff: given.options.has("diff"),
    dryRun: given.options.has("dry-run"),
    ...omitUndefined({
      out: lastValue(given, "out"),
      // The table of options has checked the choices.
      format: lastValue(given, "format") as Format | undefined,
      report: lastValue(given, "report"),
    }),
  };
  refuseContradictions(settings);
  return settings;
}

function refuseContradictions({ paths, out, inPlace, format, diff, report }: CleanSettings): void {
  if (paths.length === 0) throw usageError("Nothing to clean; give files, folders, globs, or - for standard input.");
  const asData = format === "json" || format === "jsonl";
  if (out !== undefined && inPlace) throw usageError("--out and --in-place exclude each other; drop one.");
  if (inPlace && asData) throw usageError(`--in-place keeps articles articles; write ${format} with --out DIR.`);
  if (diff && asData) throw usageError(`--diff compares text; drop --format ${format}.`);
  if ((out !== undefined || inPlace) && paths.includes("-")) {
    throw usageError("Standard input has no name to write to; drop --out or --in-place and redirect the output.");
  }
  if (report !== undefined && !/\.(json|html)$/i.test(report)) {
    throw usageError(`Reports are JSON or HTML; call it ${report.replace(/\.[^./]*$/, "")}.json, or .html.`);
  }
}

/** Reads the options that all commands which clean hand on to the library. */
export function readCleanOptions(given: Arguments): CleanOptions {
  const url = lastValue(given, "url");
  if (url !== undefined && !URL.canParse(url)) {
    throw usageError(`--url takes a whole address such as https://example.org/a, not "${url}".`);
  }
  return omitUndefined({
    url,
    inLanguage: readLanguage(lastValue(given, "language")),
    level: lastValue(given, "level") as Level | undefined,
    input: lastValue(given, "input") as InputKind | undefined,
    only: given.options.get("only"),
    except: given.options.get("except"),
    maxCut: readShare(lastValue(given, "max-cut")),
  });
}

type WithoutUndefined<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

function omitUndefined<T extends object>(values: T): WithoutUndefined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as WithoutUndefined<T>;
}

/** The last value of an option that is a number from `least`; `usual` when it is not given. */
export function readNumber({ options }: Arguments, name: string, usual: number, least: number): number {
  const given = options.get(name)?.at(-1);
  const value = given === undefined ? usual : Number(given);
  if (given === "" || !(value >= least)) throw usageError(`--${name} takes a number from ${least}, not "${given}".`);
  return value;
}

/** The last value of an option. */
export function lastValue({ options }: Arguments, name: string): string | undefined {
  return options.get(name)?.at(-1);
}

function readLanguage(tag: string | undefined): string | undefined {
  if (tag === undefined) return undefined;
  try {
    if (isLanguageTag(tag)) return Intl.getCanonicalLocales(tag)[0];
  } catch {
    // It only looks like a tag.
  }
  throw usageError(`--language takes a language tag such as en or pt-BR, not "${tag}".`);
}

function readShare(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const share = Number(text);
  if (!(share >= 0 && share <= 1)) throw usageError(`--max-cut takes a share from 0 to 1, not "${text}".`);
  return share;
}
