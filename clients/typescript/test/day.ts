// Create, read, be refused: the typed client against a real sandbox ledger. tests/callers/typescript.py runs it.
import { readFileSync } from "node:fs";
import { strict as assert } from "node:assert";
import { asAmount, asCountry, asDate, asDigest, asId, connect, idempotencyKey, Katiwala } from "../client.js";

const [url, folder] = process.argv.slice(2) as [string, string];
const read = (name: string) => readFileSync(`${folder}/${name}`, "utf8");
const doors: { close(): void }[] = [];
const as = (who: string) => {
  const door = connect({ url, certificate: read(`${who}.pem`), key: read(`${who}-key.pem`), authorities: read("authority.pem") });
  doors.push(door);
  return new Katiwala(door);
};

const officer = as("officer-1");
const auditor = as("auditor");
const order = asId("c0ffee00000000000000000000000001");
const body = { order, country: asCountry("US"), dated: asDate("2026-01-02"), total: asAmount("35000.00 USD"), document: asDigest("d".repeat(64)) };

// Created: it waits for another officer.
const asked = await officer.recordOrder(body, idempotencyKey("typescript-1"));
assert(asked.ok && asked.status === 202 && "entry" in asked.body, JSON.stringify(asked));
assert.deepEqual(asked.body.waits_for, ["trust_officer"]);
const again = await officer.recordOrder(body, idempotencyKey("typescript-1"));
assert(again.ok && again.replayed && "entry" in again.body && again.body.entry === asked.body.entry);

// Read.
const me = await officer.readMe();
assert(me.ok && me.body.role === "trust_officer");
const proposal = await auditor.readProposal(asked.body.proposal ?? -1);
assert(proposal.ok && proposal.body.command === "record_order" && proposal.body.canonical !== undefined);
const receipt = await auditor.readReceipt(asked.body.entry);
assert(receipt.ok && receipt.body.toString("utf8").startsWith("c2sp.org/tlog-proof"));

// Refused: the code narrows the status.
const forbidden = await auditor.recordOrder(body, idempotencyKey("typescript-2"));
assert(!forbidden.ok);
if (forbidden.code === "ROLE_FORBIDDEN") {
  const status: 403 = forbidden.status;
  assert.equal(status, 403);
} else {
  assert.fail(forbidden.code);
}
const other = await officer.recordOrder({ ...body, total: asAmount("1.00 USD") }, idempotencyKey("typescript-1"));
assert(!other.ok && other.code === "IDEMPOTENCY_MISMATCH" && other.status === 422);
const nobody = await auditor.readWard(asId("f".repeat(32)));
assert(!nobody.ok && nobody.code === "WARD_UNKNOWN");
assert.throws(() => asAmount("35000 dollars"), TypeError);
for (const door of doors) door.close();
console.log("created, replayed, read, and refused four times");
