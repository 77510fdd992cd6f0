declare const readers: Readonly<Record<string, () => Pick<typeof import("chrono-node/en"), "Chrono" | "casual">>>;
export = readers;
