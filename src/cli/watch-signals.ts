const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Turns signals into an abort: work in hand is finished or dropped whole, then the process ends by itself. A second
 * signal ends it at once.
 */
export function watchSignals(): AbortSignal {
  const controller = new AbortController();
  for (const [name, exitCode] of Object.entries(EXIT_CODES)) {
    process.once(name, () => {
      process.exitCode = exitCode;
      controller.abort();
    });
  }
  return controller.signal;
}
