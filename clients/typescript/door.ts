// What client.ts rests on: HTTPS with a client certificate by Node's own module, branded texts, answers and refusals as one union.
import { Agent, request } from "node:https";

declare const format: unique symbol;
/** A text of one form. Only its maker, or the door, gives one. */
export type Text<Format extends string> = string & { readonly [format]: Format };

export const maker = <T extends string>(name: string, pattern: RegExp) => (text: string): T => {
  if (!pattern.test(text)) throw new TypeError(`${JSON.stringify(text)} is no ${name}`);
  return text as T;
};

/** Kept for ever by the ledger: the same key with the same request gives the first answer again. It must say nothing of anybody. */
export type IdempotencyKey = Text<"IdempotencyKey">;
export const idempotencyKey = maker<IdempotencyKey>("IdempotencyKey", /^[A-Za-z0-9_.:-]{1,64}$/u);

/** An answer that is none of a refusal. `replayed`: it was given before. */
export interface Answered<Status extends number, Body> {
  readonly ok: true;
  readonly status: Status;
  readonly body: Body;
  readonly replayed: boolean;
  readonly requestId: string;
}

/** The answer of a refusal. */
export interface Refused<Status extends number, Code extends string, Body> {
  readonly ok: false;
  readonly status: Status;
  readonly code: Code;
  readonly body: Omit<Body, "code" | "status"> & { readonly code: Code; readonly status: Status };
  readonly requestId: string;
  /** Seconds, of a 503: what was asked is unknown then; ask again under the same key. */
  readonly retryAfter?: number;
}

export interface Given {
  readonly kind: string;
  readonly text: string;
  readonly key: IdempotencyKey;
}

export interface Door {
  /** Rejects where there is no answer at all. The type of the answer is the description's word: it is not checked here. */
  ask<Answer>(method: string, path: string, query: object, given?: Given): Promise<Answer>;
  close(): void;
}

export interface Identity {
  /** https://127.0.0.1:8443 */
  readonly url: string;
  /** PEM: the certificate that names the caller, its key, and who may have issued the server's. */
  readonly certificate: string;
  readonly key: string;
  readonly authorities: string;
}

/** One kept connection for one caller; TLS 1.3 and nothing older. */
export function connect(identity: Identity): Door {
  const agent = new Agent({ cert: identity.certificate, key: identity.key, ca: identity.authorities, minVersion: "TLSv1.3", keepAlive: true, maxSockets: 1, maxCachedSessions: 0 });
  return { ask: (method, path, query, given) => ask(agent, new URL(path, identity.url), method, query, given), close: () => agent.destroy() };
}

function ask<Answer>(agent: Agent, target: URL, method: string, query: object, given?: Given): Promise<Answer> {
  for (const [name, value] of Object.entries(query)) if (value !== undefined) target.searchParams.set(name, String(value));
  const headers = given === undefined ? {} : { "content-type": given.kind, "content-length": String(Buffer.byteLength(given.text)), "idempotency-key": given.key };
  return new Promise((resolve, reject) => {
    const sent = request(target, { agent, method, headers }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on("data", (piece: Buffer) => pieces.push(piece));
      answer.on("error", reject);
      answer.on("end", () => resolve(answered(answer.statusCode ?? 0, answer.headers, Buffer.concat(pieces)) as Answer));
    });
    sent.on("error", reject);
    sent.end(given?.text);
  });
}

function answered(status: number, headers: NodeJS.Dict<string | string[]>, raw: Buffer): unknown {
  const requestId = String(headers["request-id"] ?? "");
  const isJson = /^application\/(problem\+)?json/.test(String(headers["content-type"]));
  const body: unknown = isJson ? JSON.parse(raw.toString("utf8")) : raw;
  if (status < 300) return { ok: true, status, body, replayed: headers["idempotent-replayed"] === "true", requestId };
  const code = (body as { code?: string }).code;
  const retryAfter = headers["retry-after"] === undefined ? {} : { retryAfter: Number(headers["retry-after"]) };
  return { ok: false, status, code, body, requestId, ...retryAfter };
}
