// Draws client.ts from the description of the door. Node alone, no packages.
//
//   node generate.mjs [--check]     --check: nothing is written; exit 1 where client.ts is not what would be drawn
//
// Of each schema a type: amounts, ids, dates and other texts with a format are branded texts, never numbers, so that one can not stand for another;
// enumerations are unions; of bodies a closed object. Of each operation a method whose answer is a union by status, and whose refusals are a union by code.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const document = JSON.parse(readFileSync(join(here, "../../docs/openapi.json"), "utf8"));
const schemas = document.components.schemas;

const nameOf = (reference) => reference.slice(reference.lastIndexOf("/") + 1);
const camel = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
const pascal = (name) => camel("_" + name);
const key = (name) => (/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name));
const literals = (values) => values.map((one) => JSON.stringify(one)).join(" | ");

/** Texts with a form of their own. */
const isFormat = (schema) => schema.type === "string" && schema.pattern !== undefined;

function typeOf(schema, indent) {
  if (schema === true) return "Buffer";
  if (schema.$ref) return nameOf(schema.$ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return literals(schema.enum);
  if (schema.allOf) return schema.allOf.map((one) => typeOf(one, indent)).join(" & ");
  if (schema.anyOf) return schema.anyOf.map((one) => typeOf(one, indent)).join(" | ");
  switch (schema.type) {
    case "string": return isFormat(schema) ? `Text<${JSON.stringify(schema.pattern)}>` : "string";
    case "integer": return "number";
    case "boolean": return "boolean";
    case "array": return `ReadonlyArray<${typeOf(schema.items, indent)}>`;
    case "object": return objectType(schema, indent);
    default: throw new Error(`a schema that is not understood: ${JSON.stringify(schema).slice(0, 200)}`);
  }
}

function objectType(schema, indent) {
  if (!schema.properties) return "Readonly<Record<string, unknown>>";
  const inner = indent + "  ";
  const rows = Object.entries(schema.properties).map(([name, one]) => {
    const optional = (schema.required ?? []).includes(name) ? "" : "?";
    return `${inner}readonly ${key(name)}${optional}: ${typeOf(one, inner)};`;
  });
  return `{\n${rows.join("\n")}\n${indent}}` + (schema.oneOf ? waysOn(schema, indent) : "");
}

/** Where a body may go on in one of several ways: each says what must be there, and what must not. */
function waysOn(schema, indent) {
  const ways = schema.oneOf.map((way) => {
    const rows = (way.required ?? []).map((name) => `readonly ${key(name)}: ${typeOf(schema.properties[name], indent)}`);
    for (const [name, rule] of Object.entries(way.properties ?? {})) {
      if (rule === false) rows.push(`readonly ${key(name)}?: never`);
      if (rule.const !== undefined) rows.push(`readonly ${key(name)}: ${JSON.stringify(rule.const)}`);
      if (rule.not?.const !== undefined) rows.push(`readonly ${key(name)}: ${literals(schema.properties[name].enum.filter((one) => one !== rule.not.const))}`);
    }
    return `{ ${rows.join("; ")} }`;
  });
  return ` & (${ways.join(" | ")})`;
}

const sentence = (text) => (text ? `/** ${text} */\n` : "");

function namedTypes() {
  return Object.entries(schemas).map(([name, schema]) => {
    if (name === "Code") return `${sentence("Every refusal that there is.")}export type Code = ${literals(schema.enum)};`;
    if (isFormat(schema)) {
      return `${sentence(schema.description)}export type ${name} = Text<"${name}">;\n` +
        `${sentence(`The text as a ${name}; throws where it is none.`)}export const ${camel("as_" + name)} = maker<${name}>("${name}", ${new RegExp(schema.pattern, "u")});`;
    }
    return `${sentence(schema.description)}export type ${name} = ${typeOf(schema, "")};`;
  });
}

/** The refusals an operation can answer, by status: the codes of the catalogue that have it. */
function statusTypes() {
  const byStatus = new Map();
  for (const one of document["x-katiwala-problems"]) byStatus.set(one.status, [...(byStatus.get(one.status) ?? []), one.code]);
  const rows = [...byStatus].sort(([a], [b]) => a - b).map(([status, codes]) => `  ${status}: ${literals(codes)};`);
  return `/** The codes that a status can have. */\nexport interface CodesByStatus {\n${rows.join("\n")}\n}`;
}

function operations() {
  const out = [];
  for (const [path, item] of Object.entries(document.paths))
    for (const [method, said] of Object.entries(item)) out.push({ method: method.toUpperCase(), path, said });
  return out;
}

const parameterOf = (one) => (one.$ref ? document.components.parameters[nameOf(one.$ref)] : one);

function answerOf(said) {
  const answers = new Map();
  for (const [status, one] of Object.entries(said.responses)) {
    if (!status.startsWith("2")) continue;
    const [media, { schema }] = Object.entries(one.content)[0];
    answers.set(Number(status), media === "application/json" ? typeOf(schema, "") : "Buffer");
  }
  return [...answers].map(([status, type]) => `Answered<${status}, ${type}>`).join(" | ");
}

function method({ method, path, said }) {
  const parameters = said.parameters.map(parameterOf);
  const inPath = parameters.filter((one) => one.in === "path");
  const query = parameters.filter((one) => one.in === "query");
  const [content, ...others] = Object.entries(said.requestBody?.content ?? {});
  const given = inPath.map((one) => `${camel(one.name)}: ${typeOf(one.schema, "  ")}`);
  if (content) given.push(`body: ${content[0] === "application/json" ? pascal(said.operationId) + "Body" : "string"}`);
  if (content) given.push("key: IdempotencyKey");
  const kinds = [content, ...others].map((one) => one?.[0]);
  if (others.length) given.push(`kind: ${literals(kinds)} = ${JSON.stringify(kinds[0])}`);
  if (query.length) given.push(`query: { ${query.map((one) => `readonly ${key(one.name)}?: ${typeOf(one.schema, "  ")}`).join("; ")} } = {}`);
  const target = "`" + path.replace(/{(\w+)}/g, (_, name) => "${encodeURIComponent(" + camel(name) + ")}") + "`";
  const words = [JSON.stringify(method), target, query.length ? "query" : "{}"];
  if (content) words.push(`{ kind${others.length ? "" : ": " + JSON.stringify(content[0])}, text: ${content[0] === "application/json" ? "JSON.stringify(body)" : "body"}, key }`);
  return `  /** ${said.summary}. ${method} ${path} */\n  ${camel(said.operationId)}(${given.join(", ")}): Promise<${answerOf(said)} | Refused> {\n` +
    `    return this.door.ask(${words.join(", ")});\n  }`;
}

function bodies() {
  return operations().flatMap(({ said }) => {
    const schema = said.requestBody?.content["application/json"]?.schema;
    return schema ? [`export type ${pascal(said.operationId)}Body = ${typeOf(schema, "")};`] : [];
  });
}

function whole() {
  const head = "// Drawn by generate.mjs from docs/openapi.json. Do not change it by hand.\n" +
    'import { type Answered, type Door, type IdempotencyKey, maker, type Refused as RefusedBy, type Text } from "./door.js";\n\n' +
    'export { connect, idempotencyKey } from "./door.js";';
  const refused = "/** A refusal: `code` tells which, and narrows the status. */\n" +
    "export type Refused = { [S in keyof CodesByStatus]: RefusedBy<S, CodesByStatus[S], Denial> }[keyof CodesByStatus];";
  const client = `/** The door, an operation a method. */\nexport class Katiwala {\n  constructor(private readonly door: Door) {}\n\n${operations().map(method).join("\n\n")}\n}`;
  return [head, ...namedTypes(), statusTypes(), refused, ...bodies(), client].join("\n\n") + "\n";
}

const file = join(here, "client.ts");
if (process.argv.includes("--check")) {
  if (readFileSync(file, "utf8") !== whole()) {
    console.error("clients/typescript/client.ts is not what docs/openapi.json says: node clients/typescript/generate.mjs");
    process.exit(1);
  }
} else {
  writeFileSync(file, whole());
}
