// What must not compile: each line that follows an expectation is an error, or the compiler says that the expectation is idle.
import { asAmount, asCountry, asDate, asDigest, asId, idempotencyKey, type Katiwala } from "../client.js";

export async function wrong(client: Katiwala): Promise<void> {
  const key = idempotencyKey("wrong");
  const good = { country: asCountry("US"), dated: asDate("2026-01-12"), total: asAmount("35000.00 USD"), document: asDigest("d".repeat(64)) };
  await client.recordOrder(good, key);
  // @ts-expect-error an amount is no number
  await client.recordOrder({ ...good, total: 35000 }, key);
  // @ts-expect-error nor any text
  await client.recordOrder({ ...good, total: "35000.00 USD" }, key);
  // @ts-expect-error a date is no amount
  await client.recordOrder({ ...good, total: asDate("2026-01-12") }, key);
  // @ts-expect-error a key that the door does not know
  await client.recordOrder({ country: asCountry("US"), dated: good.dated, total: good.total, document: good.document, colour: "red" }, key);
  // @ts-expect-error a key that is missing
  await client.recordOrder({ country: asCountry("US"), dated: good.dated, total: good.total }, key);
  // @ts-expect-error a write without its Idempotency-Key
  await client.recordOrder(good);
  // @ts-expect-error any text is no key
  await client.recordOrder(good, "key");
  // @ts-expect-error a purpose that is none
  await client.requestDisbursement(asId("1".repeat(32)), { payee: asId("2".repeat(32)), amount: asAmount("1.00 PHP"), purpose: "gambling" }, key);
  const ward = await client.readWard(asId("1".repeat(32)));
  // @ts-expect-error nothing is read of an answer before it is known to be none of a refusal
  console.log(ward.body.balances);
  if (!ward.ok && ward.code === "ROLE_FORBIDDEN") {
    // @ts-expect-error that code has another status
    const status: 404 = ward.status;
    console.log(status);
  }
  // @ts-expect-error no such code
  if (!ward.ok && ward.code === "NO_SUCH_CODE") console.log("never");
}
