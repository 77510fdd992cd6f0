/** The engine in its worker, as if it were here. */
import type { Engine, Reply, Request } from "./messages.js";

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

export function connectEngine(): Engine {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => {
    const caller = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.kind === "answer") caller?.resolve(data.value);
    else caller?.reject(new Error(data.message));
  });
  worker.addEventListener("error", () => {
    for (const { reject } of waiting.values()) reject(new Error("The cleaner could not be started in this browser."));
    waiting.clear();
  });
  const ask =
    (call: keyof Engine) =>
    (...given: readonly unknown[]): Promise<never> =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
        worker.postMessage({ id, call, given } satisfies Request);
      });
  return {
    open: ask("open"),
    clean: ask("clean"),
    lint: ask("lint"),
    measure: ask("measure"),
    findRule: ask("findRule"),
    render: ask("render"),
    makeSample: ask("makeSample"),
  };
}
