// Reads Prometheus' text from a file, with a parser that others wrote, and says it as JSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, file] = process.argv.slice(2);
const require = createRequire(pathToFileURL(folder + "/"));
const { default: parse } = await import(pathToFileURL(require.resolve("parse-prometheus-text-format")));
const read = parse.default ?? parse;
console.log(JSON.stringify(read(readFileSync(file, "utf8"))));
