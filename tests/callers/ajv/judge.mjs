// ajv on answers of the door: reads {"document": …, "answers": [{"schema": pointer into the document, "body": …}]} and writes for each answer what is wrong
// with it, or nothing. Strict: a keyword or a format that ajv does not know is an error, not a word that is passed over.
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";
import formats from "ajv-formats";

const asked = JSON.parse(readFileSync(0, "utf8"));
const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: false });
formats(ajv);
ajv.addVocabulary(Object.keys(asked.document)); // what stands around the schemas, and is none
ajv.addSchema(asked.document, "door.json");
const judges = new Map();
const judge = (pointer) => {
  if (!judges.has(pointer)) judges.set(pointer, ajv.compile({ $ref: "door.json#" + pointer }));
  return judges.get(pointer);
};
const faults = asked.answers.map(({ schema, body }) => {
  const validate = judge(schema);
  return validate(body) ? "" : validate.errors.map((one) => `${one.instancePath || "/"} ${one.message}`).join("; ");
});
process.stdout.write(JSON.stringify({ faults, schemas: judges.size }));
