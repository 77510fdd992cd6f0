export * from "./core.js";
export { loadRules } from "./rules/load.js";
