// Drawn by generate.mjs from docs/openapi.json. Do not change it by hand.
import { type Answered, type Door, type IdempotencyKey, maker, type Refused as RefusedBy, type Text } from "./door.js";

export { connect, idempotencyKey } from "./door.js";

/** Random, never a name. */
export type Id = Text<"Id">;
/** The text as a Id; throws where it is none. */
export const asId = maker<Id>("Id", /^(?!0{32}$)[0-9a-f]{32}$/u);

/** Exactly the currency's decimals; at most 18 digits. */
export type Amount = Text<"Amount">;
/** The text as a Amount; throws where it is none. */
export const asAmount = maker<Amount>("Amount", /^((0|-?[1-9][0-9]{0,17}) (BIF|CLP|DJF|GNF|ISK|JPY|KMF|KRW|PYG|RWF|UGX|VND|VUV|XAF|XOF|XPF)|(-?[1-9][0-9]{0,15}\.[0-9]{2}|0\.[0-9]{2}|-0\.(?!0+ )[0-9]{2}) (AED|AFN|ALL|AMD|AOA|ARS|AUD|AWG|AZN|BAM|BBD|BDT|BMD|BND|BOB|BRL|BSD|BTN|BWP|BYN|BZD|CAD|CDF|CHF|CNY|COP|CRC|CUP|CVE|CZK|DKK|DOP|DZD|EGP|ERN|ETB|EUR|FJD|FKP|GBP|GEL|GHS|GIP|GMD|GTQ|GYD|HKD|HNL|HTG|HUF|IDR|ILS|INR|IRR|JMD|KES|KGS|KHR|KPW|KYD|KZT|LAK|LBP|LKR|LRD|LSL|MAD|MDL|MGA|MKD|MMK|MNT|MOP|MRU|MUR|MVR|MWK|MXN|MYR|MZN|NAD|NGN|NIO|NOK|NPR|NZD|PAB|PEN|PGK|PHP|PKR|PLN|QAR|RON|RSD|RUB|SAR|SBD|SCR|SDG|SEK|SGD|SHP|SLE|SOS|SRD|SSP|STN|SVC|SYP|SZL|THB|TJS|TMT|TOP|TRY|TTD|TWD|TZS|UAH|USD|UYU|UZS|VED|VES|WST|XCD|XCG|YER|ZAR|ZMW|ZWG)|(-?[1-9][0-9]{0,14}\.[0-9]{3}|0\.[0-9]{3}|-0\.(?!0+ )[0-9]{3}) (BHD|IQD|JOD|KWD|LYD|OMR|TND)|(-?[1-9][0-9]{0,13}\.[0-9]{4}|0\.[0-9]{4}|-0\.(?!0+ )[0-9]{4}) (UYW))$/u);

/** A civil date in Manila. */
export type Date = Text<"Date">;
/** The text as a Date; throws where it is none. */
export const asDate = maker<Date>("Date", /^(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/u);

/** RFC 3339 with offset. */
export type Instant = Text<"Instant">;
/** The text as a Instant; throws where it is none. */
export const asInstant = maker<Instant>("Instant", /^(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?(Z|(?!-00:00)[+-]([01][0-9]|2[0-3]):[0-5][0-9])$/u);

/** A day that has ended, an instant that has passed, or the number of an entry. */
export type AsOf = Text<"AsOf">;
/** The text as a AsOf; throws where it is none. */
export const asAsOf = maker<AsOf>("AsOf", /^((19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])|(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?(Z|(?!-00:00)[+-]([01][0-9]|2[0-3]):[0-5][0-9])|0|[1-9][0-9]{0,17})$/u);

/** ISO 4217: those in which somebody can be paid. */
export type Currency = Text<"Currency">;
/** The text as a Currency; throws where it is none. */
export const asCurrency = maker<Currency>("Currency", /^(AED|AFN|ALL|AMD|AOA|ARS|AUD|AWG|AZN|BAM|BBD|BDT|BHD|BIF|BMD|BND|BOB|BRL|BSD|BTN|BWP|BYN|BZD|CAD|CDF|CHF|CLP|CNY|COP|CRC|CUP|CVE|CZK|DJF|DKK|DOP|DZD|EGP|ERN|ETB|EUR|FJD|FKP|GBP|GEL|GHS|GIP|GMD|GNF|GTQ|GYD|HKD|HNL|HTG|HUF|IDR|ILS|INR|IQD|IRR|ISK|JMD|JOD|JPY|KES|KGS|KHR|KMF|KPW|KRW|KWD|KYD|KZT|LAK|LBP|LKR|LRD|LSL|LYD|MAD|MDL|MGA|MKD|MMK|MNT|MOP|MRU|MUR|MVR|MWK|MXN|MYR|MZN|NAD|NGN|NIO|NOK|NPR|NZD|OMR|PAB|PEN|PGK|PHP|PKR|PLN|PYG|QAR|RON|RSD|RUB|RWF|SAR|SBD|SCR|SDG|SEK|SGD|SHP|SLE|SOS|SRD|SSP|STN|SVC|SYP|SZL|THB|TJS|TMT|TND|TOP|TRY|TTD|TWD|TZS|UAH|UGX|USD|UYU|UYW|UZS|VED|VES|VND|VUV|WST|XAF|XCD|XCG|XOF|XPF|YER|ZAR|ZMW|ZWG)$/u);

/** Of a rate: how many of the one cost one of the other; at most 18 digits. */
export type Decimal = Text<"Decimal">;
/** The text as a Decimal; throws where it is none. */
export const asDecimal = maker<Decimal>("Decimal", /^(?=.{1,19}$)(?!0(\.0+)?$)(0|[1-9][0-9]{0,11})(\.[0-9]{1,12})?$/u);

/** SHA-256 of a document. */
export type Digest = Text<"Digest">;
/** The text as a Digest; throws where it is none. */
export const asDigest = maker<Digest>("Digest", /^[0-9a-f]{64}$/u);

/** Base64 (RFC 4648 §4), padded; bits of no byte are zero. */
export type Bytes = Text<"Bytes">;
/** The text as a Bytes; throws where it is none. */
export const asBytes = maker<Bytes>("Bytes", /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/u);

/** ISO 3166-1, two letters. */
export type Country = Text<"Country">;
/** The text as a Country; throws where it is none. */
export const asCountry = maker<Country>("Country", /^[A-Z]{2}$/u);

/** Letters, digits and hyphens, at most 16. */
export type ShortCode = Text<"ShortCode">;
/** The text as a ShortCode; throws where it is none. */
export const asShortCode = maker<ShortCode>("ShortCode", /^[A-Za-z0-9-]{1,16}$/u);

/** Of the lists of ISO 20022. */
export type ReasonCode = Text<"ReasonCode">;
/** The text as a ReasonCode; throws where it is none. */
export const asReasonCode = maker<ReasonCode>("ReasonCode", /^[A-Z0-9]{4}$/u);

/** What ETag said, more of them with commas between (RFC 9110 §8.8.3), or * for any. */
export type Tags = Text<"Tags">;
/** The text as a Tags; throws where it is none. */
export const asTags = maker<Tags>("Tags", /^(\*|(W\/)?"[!#-~]*"([ \t]*,[ \t]*(W\/)?"[!#-~]*")*)$/u);

/** Every refusal that there is. */
export type Code = "AMOUNT_SYNTAX" | "AMOUNT_DECIMALS" | "AMOUNT_RANGE" | "CURRENCY_UNKNOWN" | "CURRENCY_MISMATCH" | "RATE_SYNTAX" | "DATE_SYNTAX" | "TIME_SYNTAX" | "CALENDAR_YEAR_MISSING" | "CALENDAR_MALFORMED" | "CLOCK_BACKWARDS" | "CLOCK_JUMP" | "CBOR_MALFORMED" | "RECORD_MALFORMED" | "RECORD_HASH_MISMATCH" | "CHAIN_BROKEN" | "PROOF_INVALID" | "SIGNATURE_INVALID" | "SIGNATURE_INPUT" | "SIGNATURE_STALE" | "CONTENT_DIGEST" | "KEY_INVALID" | "CERTIFICATE_INVALID" | "PASSKEY_INVALID" | "PASSKEY_UNVERIFIED" | "PASSKEY_SYNCED" | "PASSKEY_CLONED" | "DECRYPT_FAILED" | "STORE_MISSING" | "STORE_EXISTS" | "STORE_PLACES" | "STORE_LOCKED" | "STORE_BEHIND_HEAD" | "STORE_HEAD_MISMATCH" | "STORE_HEAD_DAMAGED" | "STORE_DAMAGED" | "STORE_READ_ONLY" | "STORE_RESTORED" | "STORE_NOT_RESTORED" | "RESTORE_SHORT" | "BACKUP_UNFINISHED" | "STORE_IO" | "ENTRY_MISSING" | "KEY_MISSING" | "KEY_STORE_LOOSE" | "KEY_STORE_DAMAGED" | "NOTE_MALFORMED" | "NOTE_UNSIGNED" | "CHECKPOINT_MALFORMED" | "CHECKPOINT_FORK" | "PROOF_MALFORMED" | "TRUST_POLICY_SYNTAX" | "ORIGIN_UNKNOWN" | "QUORUM_MISSING" | "SIGNER_UNUSABLE" | "TILE_UNKNOWN" | "WITNESS_REQUEST_MALFORMED" | "WITNESS_CONFLICT" | "WITNESS_REFUSED" | "WITNESS_AHEAD" | "WITNESS_WAITING" | "AS_OF_UNKNOWN" | "EXPORT_EXISTS" | "POSTING_UNBALANCED" | "POSTING_EMPTY" | "INSUFFICIENT_FUNDS" | "CAP_EXCEEDED" | "IDEMPOTENCY_MISMATCH" | "TEXT_NOT_UTF8" | "JSON_SYNTAX" | "JSON_DUPLICATE_KEY" | "JSON_UNKNOWN_KEY" | "JSON_MISSING_KEY" | "JSON_TYPE" | "JSON_NOT_INTEGER" | "JSON_RANGE" | "JSON_NOT_LISTED" | "JSON_TOO_DEEP" | "JSON_TOO_LARGE" | "HTTP_LINE_ENDING" | "HTTP_REQUEST_LINE" | "HTTP_METHOD" | "HTTP_VERSION" | "HTTP_TARGET" | "HTTP_TARGET_TOO_LONG" | "HTTP_HEADER" | "HTTP_HEADER_DUPLICATE" | "HTTP_HEAD_TOO_LARGE" | "HTTP_HOST" | "HTTP_HOST_UNKNOWN" | "HTTP_FRAMING" | "HTTP_LENGTH_REQUIRED" | "HTTP_TRANSFER_CODING" | "HTTP_CONTENT_CODING" | "HTTP_EXPECTATION" | "HTTP_BODY_TOO_LARGE" | "HTTP_TIMEOUT" | "HTTP_BUSY" | "HTTP_CLOSED" | "HTTP_UNREACHABLE" | "HTTP_RESPONSE" | "TLS_SETUP" | "TLS_REFUSED" | "CERTIFICATE_REVOKED" | "PRECONDITION_FAILED" | "RATE_LIMITED" | "WEBHOOK_UNKNOWN" | "LETTER_UNKNOWN" | "VERSION_UNKNOWN" | "DRY_RUN_NONE" | "MT_SYNTAX" | "MESSAGE_TOO_LARGE" | "CONTROL_SUM_MISMATCH" | "MESSAGE_LINE_TWICE" | "PAYMENT_FILE_UNKNOWN" | "PAYMENT_FILE_OPEN" | "PAYMENT_FILE_UNRELEASED" | "OPENING_LATE" | "OPENING_CHANGED" | "OPENING_TOO_LARGE" | "BEFORE_OPENING" | "RECALL_UNKNOWN" | "RECALL_ANSWERED" | "RECALL_PROMISED" | "RECALL_UNDECIDED" | "SPOOL_LOCKED" | "XML_SYNTAX" | "XML_ENCODING" | "XML_DOCTYPE" | "XML_TOO_LARGE" | "XML_TOO_DEEP" | "MESSAGE_UNKNOWN" | "MESSAGE_HEADER" | "MESSAGE_SCHEMA" | "MESSAGE_CONTROL_SUM" | "MESSAGE_BALANCE" | "MESSAGE_FIELD" | "MESSAGE_CHARACTER" | "SCHEMA_UNUSABLE" | "RULEBOOK_SYNTAX" | "RULEBOOK_UNKNOWN_KEY" | "RULEBOOK_UNKNOWN_RULE" | "RULEBOOK_MISSING" | "RULEBOOK_TYPE" | "RULEBOOK_UNREADABLE" | "PRINCIPAL_UNKNOWN" | "PRINCIPAL_REVOKED" | "CREDENTIAL_EXPIRED" | "CREDENTIAL_UNKNOWN" | "CREDENTIAL_PENDING" | "CREDENTIAL_LAST" | "RELYING_PARTY_MISSING" | "SESSION_INVALID" | "ROLE_FORBIDDEN" | "NOT_GUARDIAN" | "SANDBOX_ONLY" | "PROPOSAL_UNKNOWN" | "PROPOSAL_EXPIRED" | "APPROVAL_OWN" | "APPROVAL_REPEATED" | "APPROVAL_NOT_NEEDED" | "FOUR_EYES" | "FOUNDING_QUORUM" | "LEDGER_MISSING" | "LEDGER_EXISTS" | "ALREADY_EXISTS" | "POOL_UNKNOWN" | "POOL_ACCOUNT_UNKNOWN" | "WARD_UNKNOWN" | "ORDER_UNKNOWN" | "GUARDIAN_UNKNOWN" | "PAYEE_UNKNOWN" | "COURT_ORDER_UNKNOWN" | "CREDIT_UNKNOWN" | "REQUEST_UNKNOWN" | "OBLIGATION_UNKNOWN" | "SUBJECT_MISMATCH" | "AMOUNT_NOT_POSITIVE" | "AMOUNT_MISMATCH" | "FIELD_INVALID" | "DUPLICATE_MESSAGE" | "ORDER_NOT_ALLOCATED" | "ORDER_OVERALLOCATED" | "CREDIT_MATCHED" | "RATE_MISMATCH" | "REQUEST_STATE" | "OBLIGATION_CLOSED" | "RECONCILIATION_BREAK" | "NOTHING_TO_REVERSE" | "ENTRY_REVERSED" | "WARD_NOT_EMPTY" | "WARD_BUSY" | "NOT_DUE" | "AUTHORITY_ENDED" | "AUTHORITY_INACTIVE" | "BOND_PENDING" | "BOND_TOO_LOW" | "RATE_MISSING" | "INVENTORY_OVERDUE" | "ACCOUNT_OVERDUE" | "TIER_REQUEST_LIMIT" | "TIER_WINDOW_LIMIT" | "TIER_INSUFFICIENT" | "COURT_ORDER_REQUIRED" | "ORDER_EXPIRED" | "ORDER_NOT_IN_FORCE" | "ORDER_PURPOSE" | "ORDER_PAYEE" | "ORDER_DOCUMENT_MISSING" | "OFFENDER_EXCLUDED" | "APPROVALS_MISSING" | "TRUST_INSTRUMENT_MISSING" | "PRODUCT_NOT_ALLOWED" | "CROSS_BENEFICIARY" | "INSTAPAY_LIMIT" | "NO_SPLIT" | "VALUE_DATE_EARLY" | "REFERENCE_MISSING" | "SUM_NOT_PRESERVED" | "CONVERSION_INCOMPLETE" | "UNMATCHED_CREDIT" | "OVER_PAYMENT" | "SIGNATURE_MISSING" | "RULEBOOK_NOT_ADOPTED" | "PARAMETER_INVALID" | "AGE_NOT_PROVEN" | "GUARDIAN_SUSPENDED" | "GUARDIAN_REMOVED" | "ACCOUNT_NOT_APPROVED" | "AUTHORITY_REVALIDATION" | "PURPOSE_FORBIDDEN" | "INCOME_INSUFFICIENT" | "REAL_ESTATE_ORDER" | "INVESTMENT_FORBIDDEN" | "COMPENSATION_FORBIDDEN" | "RELATED_PARTY" | "TRUSTEE_RELATED" | "ENDORSEMENT_EXPIRED" | "ORDER_STAYED" | "ORDER_VACATED" | "FROZEN" | "FREEZE_UNKNOWN" | "FREEZE_RANK" | "TAX_MISMATCH" | "INTEREST_MISMATCH" | "PRODUCT_CEILING" | "LAWYER_CAP" | "WARD_DIED" | "ESTATE_ONLY" | "ESTATE_TAX" | "INCAPACITY_PENDING" | "IDENTITY_NOT_PROVED" | "ELECTION_MISSING" | "INTERVIEW_PENDING" | "NOT_BANKING_DAY" | "RETENTION" | "CASE_OPEN" | "CASE_UNKNOWN" | "CASE_STATE" | "PAYEE_COOLING" | "PAYEE_IS_GUARDIAN" | "RECEIPT_OVERDUE" | "VOUCHER_REUSED" | "VOUCHER_MISSING" | "RECEIPT_MISMATCH" | "PURPOSE_MISMATCH" | "DEPLETION" | "SURGE" | "STRUCTURING" | "SPLIT_BILL" | "CASH_OUT" | "STEP_UP" | "OBJECTED" | "PARENTS_DISAGREE" | "BUDGET_UNKNOWN" | "BUDGET_PERIOD" | "FACT_UNKNOWN" | "FACT_INCOMPLETE" | "NOT_HERSELF" | "RULE_TABLE" | "SCRIPT_SYNTAX" | "SCRIPT_UNKNOWN_KEY" | "SCRIPT_UNKNOWN_VERB" | "SCRIPT_MISSING" | "SCRIPT_TYPE" | "SCRIPT_NAME" | "SCRIPT_TIME" | "IDEMPOTENCY_MISSING" | "ROUTE_UNKNOWN" | "ROUTE_METHOD" | "MEDIA_TYPE" | "ID_SYNTAX" | "DIGEST_SYNTAX" | "BYTES_SYNTAX" | "SIGNED_UNFIXED" | "UNDER_REVIEW" | "BANK_LINE_UNMATCHED" | "FOLDER_MALFORMED" | "FOLDER_OPTION" | "LOG_KEY_UNDECLARED" | "TOKEN_URI" | "TOKEN_MODULE" | "TOKEN_MISSING" | "TOKEN_PIN" | "TOKEN_PIN_LOCKED" | "TOKEN_KEY" | "TOKEN_KEY_UNFIT" | "TOKEN_KEY_LOOSE" | "TOKEN_FAILED";

/** RFC 9457. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: Code;
  readonly place?: string;
};

export type Denial = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: Code;
  readonly place?: string;
} & {
  readonly entry?: number;
  readonly withheld?: boolean;
  readonly time?: Instant;
  readonly command?: string;
  readonly outcome?: "allow" | "deny" | "escalate" | "hold";
  readonly reasons?: ReadonlyArray<Reason>;
  readonly created?: Readonly<Record<string, unknown>>;
  readonly proposal?: number;
  readonly waits_for?: ReadonlyArray<"bank_system" | "trust_officer" | "social_worker" | "releaser" | "compliance" | "guardian" | "auditor" | "administrator" | "ward" | "guardian_ad_litem" | "court_recorder" | "foreign_court_reader">;
  readonly expires?: Instant;
  readonly obligations?: ReadonlyArray<{
    readonly number: number;
    readonly duty: "inventory" | "property_report" | "annual_account" | "covered_transaction_report" | "payor_notice" | "bond" | "suspense_review" | "receipt" | "suspicious_transaction_report" | "determination" | "law_enforcement_report" | "risk_event_report" | "breach_notice" | "court_notice" | "final_account" | "account_review" | "heartbeat" | "unclaimed_report" | "age_proof" | "identity_proof" | "interview" | "guardian_review" | "bond_increase" | "account_approval" | "tax_remittance" | "concentration_review" | "reconciliation" | "credential_notice" | "credential_review";
    readonly owner: "guardian" | "trust_officer" | "compliance" | "court" | "social_worker" | "ward";
    readonly rule: string;
    readonly opened: Date;
    readonly due: Date;
    readonly closed?: Date;
    readonly overdue: boolean;
    readonly confidential: boolean;
    readonly request?: Text<"^[0-9a-f]{32}$">;
    readonly due_at?: Instant;
    readonly of?: number;
    readonly moved: boolean;
    readonly about: {
      readonly kind: "ledger" | "pool" | "order" | "ward" | "protection" | "watch";
      readonly id: Text<"^[0-9a-f]{32}$">;
    };
  }>;
  readonly receipt?: {
    readonly ledger: Text<"^[0-9a-f]{32}$">;
    readonly seq: number;
    readonly leaf: Digest;
    readonly header: Bytes;
  };
};

export type ProblemRow = {
  readonly code: Code;
  readonly title: string;
  readonly status: number;
};

export type Problems = {
  readonly problems: ReadonlyArray<ProblemRow>;
};

/** Why, with what the rulebook of that day says of the rule. */
export type Reason = {
  readonly outcome: "allow" | "deny" | "escalate" | "hold";
  readonly code: string;
  readonly rule: string;
  readonly facts: ReadonlyArray<{
    readonly name: string;
    readonly value: string;
  }>;
  readonly title?: string;
  readonly citation?: string;
  readonly confidence?: string;
  readonly source?: string;
};

/** What the recorded entry says, and nothing else. */
export type Answer = {
  readonly entry: number;
  readonly withheld?: boolean;
  readonly time?: Instant;
  readonly command?: string;
  readonly outcome?: "allow" | "deny" | "escalate" | "hold";
  readonly reasons?: ReadonlyArray<Reason>;
  readonly created?: Readonly<Record<string, unknown>>;
  readonly proposal?: number;
  readonly waits_for?: ReadonlyArray<"bank_system" | "trust_officer" | "social_worker" | "releaser" | "compliance" | "guardian" | "auditor" | "administrator" | "ward" | "guardian_ad_litem" | "court_recorder" | "foreign_court_reader">;
  readonly expires?: Instant;
  readonly obligations?: ReadonlyArray<{
    readonly number: number;
    readonly duty: "inventory" | "property_report" | "annual_account" | "covered_transaction_report" | "payor_notice" | "bond" | "suspense_review" | "receipt" | "suspicious_transaction_report" | "determination" | "law_enforcement_report" | "risk_event_report" | "breach_notice" | "court_notice" | "final_account" | "account_review" | "heartbeat" | "unclaimed_report" | "age_proof" | "identity_proof" | "interview" | "guardian_review" | "bond_increase" | "account_approval" | "tax_remittance" | "concentration_review" | "reconciliation" | "credential_notice" | "credential_review";
    readonly owner: "guardian" | "trust_officer" | "compliance" | "court" | "social_worker" | "ward";
    readonly rule: string;
    readonly opened: Date;
    readonly due: Date;
    readonly closed?: Date;
    readonly overdue: boolean;
    readonly confidential: boolean;
    readonly request?: Text<"^[0-9a-f]{32}$">;
    readonly due_at?: Instant;
    readonly of?: number;
    readonly moved: boolean;
    readonly about: {
      readonly kind: "ledger" | "pool" | "order" | "ward" | "protection" | "watch";
      readonly id: Text<"^[0-9a-f]{32}$">;
    };
  }>;
  readonly receipt?: {
    readonly ledger: Text<"^[0-9a-f]{32}$">;
    readonly seq: number;
    readonly leaf: Digest;
    readonly header: Bytes;
  };
};

/** The bytes that a signature of the command is over; nothing was recorded. */
export type Canonical = {
  readonly canonical: Bytes;
};

export type Suggestions = {
  readonly credit: Id;
  readonly amount: Amount;
  readonly booked: Date;
  readonly by_message: boolean;
  readonly suggestions: ReadonlyArray<{
    readonly order?: Id;
    readonly request?: Id;
    readonly rank: number;
    readonly tied: boolean;
    readonly outstanding: Amount;
    readonly left: Amount;
    readonly grounds: ReadonlyArray<{
      readonly why: string;
      readonly fact?: string;
    }>;
  }>;
};

export type Reconciliation = {
  readonly pool: Id;
  readonly bank: string;
  readonly code: string;
  readonly day: Date;
  readonly accounts: ReadonlyArray<{
    readonly currency: Currency;
    readonly standing: string;
    readonly book: Amount;
    readonly bank?: Amount;
    readonly statement?: number;
    readonly held: {
      readonly wards: Amount;
      readonly suspense: Amount;
      readonly transit: Amount;
      readonly tax: Amount;
      readonly fee: Amount;
      readonly unreadable: Amount;
      readonly total: Amount;
    };
    readonly difference?: Amount;
    readonly unexplained?: Amount;
    readonly held_difference: Amount;
    readonly by_lines: boolean;
    readonly paired: number;
    readonly paired_weakly: number;
    readonly releases_held: boolean;
    readonly breaks: ReadonlyArray<{
      readonly kind: string;
      readonly effect: Amount;
      readonly entries: ReadonlyArray<number>;
      readonly bank_lines: ReadonlyArray<string>;
      readonly wards: ReadonlyArray<Id>;
      readonly candidates: ReadonlyArray<{
        readonly kind: string;
        readonly rank: number;
        readonly entries: ReadonlyArray<number>;
        readonly grounds: ReadonlyArray<{
          readonly why: string;
          readonly fact?: string;
        }>;
      }>;
    }>;
  }>;
  readonly suspense: ReadonlyArray<{
    readonly credit: Id;
    readonly in_suspense: Amount;
    readonly booked: Date;
    readonly days: number;
    readonly bucket: string;
    readonly left_over: boolean;
  }>;
  readonly ageing: ReadonlyArray<{
    readonly currency: Currency;
    readonly bucket: string;
    readonly credits: number;
    readonly amount: Amount;
  }>;
};

export type EndOfDay = {
  readonly day: Date;
  readonly open: number;
  readonly items: ReadonlyArray<{
    readonly kind: string;
    readonly about: {
      readonly kind: "ledger" | "pool" | "order" | "ward" | "protection" | "watch";
      readonly id: Text<"^[0-9a-f]{32}$">;
    };
    readonly what: string;
    readonly id: string;
    readonly amount?: Amount;
    readonly since: Date;
    readonly due?: Date;
    readonly overdue: boolean;
    readonly confidential: boolean;
    readonly days: number;
  }>;
};

/** `noted` is what open_books names: of these lines and no others. */
export type Opening = {
  readonly opening: Id;
  readonly pool: Id;
  readonly wards: ReadonlyArray<{
    readonly ward: Id;
    readonly lines: ReadonlyArray<{
      readonly award?: Text<"^[0-9a-f]{32}$">;
      readonly paper?: Text<"^[0-9a-f]{64}$">;
      readonly amount: Amount;
      readonly income?: Amount;
      readonly paid?: Amount;
      readonly charges?: Amount;
    }>;
  }>;
  readonly totals: ReadonlyArray<{
    readonly lines: number;
    readonly principal: Amount;
    readonly income: Amount;
    readonly unplaced: Amount;
    readonly tax: Amount;
    readonly fee: Amount;
    readonly bank: Amount;
  }>;
  readonly noted: Digest;
};

export type Recalls = {
  readonly recalls: ReadonlyArray<{
    readonly id: Text<"^[0-9a-f]{32}$">;
    readonly pool?: Text<"^[0-9a-f]{32}$">;
    readonly credit?: Text<"^[0-9a-f]{32}$">;
    readonly amount?: Amount;
    readonly reason: string;
    readonly number: number;
    readonly message?: {
      readonly item: Text<"^[0-9a-f]{32}$">;
      readonly digest: Text<"^[0-9a-f]{64}$">;
    };
    readonly entry: number;
    readonly filed: Date;
    readonly standing: "open" | "promised" | "refused";
    readonly answer: string;
    readonly court_order?: Text<"^[0-9a-f]{32}$">;
    readonly answered?: Instant;
    readonly answered_in: number;
  }>;
  readonly next?: number;
};

/** `orders` of a foreign court's reader: those that he may read. */
export type Me = {
  readonly principal: Id;
  readonly person: Id;
  readonly role: "bank_system" | "trust_officer" | "social_worker" | "releaser" | "compliance" | "guardian" | "auditor" | "administrator" | "ward" | "guardian_ad_litem" | "court_recorder" | "foreign_court_reader";
  readonly credential: Digest;
  readonly wards: ReadonlyArray<Id>;
  readonly orders?: ReadonlyArray<Id>;
};

export type Status = {
  readonly ledger: Text<"^[0-9a-f]{32}$">;
  readonly origin: string;
  readonly mode: string;
  readonly time: Instant;
  readonly entries: number;
  readonly head?: {
    readonly seq: number;
    readonly leaf: Digest;
  };
  readonly sandbox_clock?: Instant;
  readonly pools: number;
  readonly wards: number;
  readonly requests: number;
  readonly open_proposals: number;
  readonly rulebook: {
    readonly hash: Digest;
    readonly version?: string;
  };
  readonly read_only: boolean;
  readonly clock_latched: boolean;
  readonly log?: Readonly<Record<string, unknown>>;
};

export type Pool = {
  readonly id: Text<"^[0-9a-f]{32}$">;
  readonly bank: string;
  readonly code: string;
  readonly product: "pooled_trust" | "individual_trust" | "minor_savings" | "in_trust_for" | "basic_deposit";
  readonly obligations: ReadonlyArray<{
    readonly number: number;
    readonly duty: "inventory" | "property_report" | "annual_account" | "covered_transaction_report" | "payor_notice" | "bond" | "suspense_review" | "receipt" | "suspicious_transaction_report" | "determination" | "law_enforcement_report" | "risk_event_report" | "breach_notice" | "court_notice" | "final_account" | "account_review" | "heartbeat" | "unclaimed_report" | "age_proof" | "identity_proof" | "interview" | "guardian_review" | "bond_increase" | "account_approval" | "tax_remittance" | "concentration_review" | "reconciliation" | "credential_notice" | "credential_review";
    readonly owner: "guardian" | "trust_officer" | "compliance" | "court" | "social_worker" | "ward";
    readonly rule: string;
    readonly opened: Date;
    readonly due: Date;
    readonly closed?: Date;
    readonly overdue: boolean;
    readonly confidential: boolean;
    readonly request?: Text<"^[0-9a-f]{32}$">;
    readonly due_at?: Instant;
    readonly of?: number;
    readonly moved: boolean;
  }>;
  readonly freezes: ReadonlyArray<{
    readonly id: Text<"^[0-9a-f]{32}$">;
    readonly freeze_kind: "court" | "amlc" | "bank" | "claim" | "death" | "guardian" | "review";
    readonly dated: Date;
    readonly until?: Date;
    readonly amount?: Amount;
    readonly person?: Text<"^[0-9a-f]{32}$">;
    readonly lifted?: Date;
    readonly set_by: Text<"^[0-9a-f]{32}$">;
  }>;
  readonly reminders: ReadonlyArray<{
    readonly number: number;
    readonly reminder: "grace" | "freeze_lapse" | "review" | "heartbeat" | "majority_notice" | "hours" | "unclaimed_report" | "retention" | "standin";
    readonly at: Instant;
    readonly of?: number;
    readonly object?: Text<"^[0-9a-f]{32}$">;
  }>;
  readonly accounts: ReadonlyArray<{
    readonly currency: Currency;
    readonly bank: Amount;
    readonly suspense: Amount;
    readonly transit: Amount;
    readonly tax: Amount;
    readonly fee: Amount;
    readonly unreadable: Amount;
    readonly wards: Amount;
    readonly reconciled?: Date;
    readonly difference?: Amount;
    readonly brought?: Amount;
    readonly brought_as_of?: Date;
  }>;
};

export type Pools = {
  readonly pools: ReadonlyArray<Pool>;
};

export type Credits = {
  readonly credits: ReadonlyArray<{
    readonly id: Text<"^[0-9a-f]{32}$">;
    readonly pool: Text<"^[0-9a-f]{32}$">;
    readonly amount: Amount;
    readonly charges?: Amount;
    readonly booked: Date;
    readonly value_date: Date;
    readonly entry: number;
    readonly matched: boolean;
    readonly matched_in: number;
    readonly resolved?: "returned" | "third_party";
    readonly left?: Amount;
  }>;
  readonly next?: number;
};

/** A court's reader is told neither document, docket and defendants nor which ward has an award (R59). */
export type Order = {
  readonly id: Text<"^[0-9a-f]{32}$">;
  readonly country: string;
  readonly dated: Date;
  readonly total: Amount;
  readonly allocated: Amount;
  readonly document?: Text<"^[0-9a-f]{64}$">;
  readonly docket?: {
    readonly item: Text<"^[0-9a-f]{32}$">;
    readonly digest: Text<"^[0-9a-f]{64}$">;
  };
  readonly kind_of_order: "restitution" | "state_advance" | "defined_monetary_assistance" | "civil" | "settlement";
  readonly defendants?: ReadonlyArray<{
    readonly person: Text<"^[0-9a-f]{32}$">;
    readonly amount: Amount;
  }>;
  readonly outstanding: Amount;
  readonly received: Amount;
  readonly charged: Amount;
  readonly awards: ReadonlyArray<{
    readonly award: Id;
    readonly ward?: Id;
    readonly outstanding: Amount;
    readonly amount?: Amount;
  }>;
};

/** Who stands outside the bank is not told of other people's marks: marks (of payees too), guardians, spends and vouched are the bank's. */
export type Ward = {
  readonly id: Text<"^[0-9a-f]{32}$">;
  readonly pool: Text<"^[0-9a-f]{32}$">;
  readonly born_earliest: Date;
  readonly born_latest: Date;
  readonly evidence: "birth_certificate" | "philsys" | "baptismal" | "school_record" | "affidavit" | "estimate";
  readonly residence: "philippines" | "abroad";
  readonly trust_instrument: Text<"^[0-9a-f]{64}$">;
  readonly particulars?: {
    readonly item: Text<"^[0-9a-f]{32}$">;
    readonly digest: Text<"^[0-9a-f]{64}$">;
  };
  readonly marks?: ReadonlyArray<{
    readonly kind: "name" | "address" | "phone" | "device" | "account" | "bank_reference" | "document" | "invoice_number";
    readonly value: Text<"^[0-9a-f]{32}$">;
  }>;
  readonly adult: boolean;
  readonly guardians?: ReadonlyArray<{
    readonly person: Text<"^[0-9a-f]{32}$">;
    readonly guardian_kind: "parent" | "court_appointed" | "institution";
    readonly letters?: Date;
    readonly bond_ordered?: Amount;
    readonly no_other_property: boolean;
    readonly other_property?: Amount;
    readonly bond?: {
      readonly amount: Amount;
      readonly approved: Date;
    };
    readonly marks: ReadonlyArray<{
      readonly kind: "name" | "address" | "phone" | "device" | "account" | "bank_reference" | "document" | "invoice_number";
      readonly value: Text<"^[0-9a-f]{32}$">;
    }>;
    readonly standing: "active" | "suspended" | "removed" | "resigned" | "discharged" | "ended";
    readonly since?: Date;
    readonly parent?: "father" | "mother";
    readonly appointed?: Date;
  }>;
  readonly spends?: ReadonlyArray<{
    readonly request: Text<"^[0-9a-f]{32}$">;
    readonly day: Date;
    readonly amount: Amount;
    readonly rate?: {
      readonly base: Currency;
      readonly quote: Currency;
      readonly rate: Decimal;
    };
    readonly by_order: boolean;
    readonly purpose: "education" | "medical" | "therapy" | "shelter" | "food_clothing" | "transport" | "legal_documents" | "livelihood" | "real_estate" | "allowance" | "family_needs" | "compensation" | "investment" | "handover" | "claim" | "estate" | "tax";
    readonly payee: Text<"^[0-9a-f]{32}$">;
  }>;
  readonly majority?: Date;
  readonly facts: ReadonlyArray<{
    readonly number: number;
    readonly fact: "birth_evidence" | "residence" | "marriage" | "death" | "adoption" | "foster_care" | "child_welfare_event" | "incapacity" | "incapacity_petition" | "age_found_by_court" | "identity_proved" | "heartbeat" | "tax_residence_proof" | "estate_clearance" | "estate_representative" | "trust_terms" | "appeal_pending" | "restitution_vacated" | "interview_passed" | "interview_concern" | "coached" | "unworthy_heir";
    readonly since: Date;
    readonly until?: Date;
    readonly document?: Text<"^[0-9a-f]{64}$">;
    readonly person?: Text<"^[0-9a-f]{32}$">;
    readonly recorded: Date;
    readonly ended?: Date;
    readonly born_earliest?: Date;
    readonly born_latest?: Date;
    readonly evidence?: "birth_certificate" | "philsys" | "baptismal" | "school_record" | "affidavit" | "estimate";
    readonly residence?: "philippines" | "abroad";
    readonly terms?: {
      readonly auto_invest: boolean;
      readonly no_charges_on_principal: boolean;
      readonly allowance?: Amount;
      readonly receipt_days?: number;
    };
  }>;
  readonly freezes: ReadonlyArray<{
    readonly id: Text<"^[0-9a-f]{32}$">;
    readonly freeze_kind: "court" | "amlc" | "bank" | "claim" | "death" | "guardian" | "review";
    readonly dated: Date;
    readonly until?: Date;
    readonly amount?: Amount;
    readonly person?: Text<"^[0-9a-f]{32}$">;
    readonly lifted?: Date;
    readonly set_by: Text<"^[0-9a-f]{32}$">;
  }>;
  readonly shares: ReadonlyArray<{
    readonly document: Text<"^[0-9a-f]{64}$">;
    readonly total: Amount;
    readonly share: Amount;
    readonly payee: Text<"^[0-9a-f]{32}$">;
  }>;
  readonly receipts: ReadonlyArray<{
    readonly request: Text<"^[0-9a-f]{32}$">;
    readonly document: Text<"^[0-9a-f]{64}$">;
    readonly amount: Amount;
    readonly dated: Date;
    readonly payee: Text<"^[0-9a-f]{32}$">;
    readonly invoice?: {
      readonly kind: "name" | "address" | "phone" | "device" | "account" | "bank_reference" | "document" | "invoice_number";
      readonly value: Text<"^[0-9a-f]{32}$">;
    };
    readonly serial?: number;
  }>;
  readonly interest: ReadonlyArray<{
    readonly booked: Date;
    readonly gross: Amount;
    readonly tax: Amount;
  }>;
  readonly reminders: ReadonlyArray<{
    readonly number: number;
    readonly reminder: "grace" | "freeze_lapse" | "review" | "heartbeat" | "majority_notice" | "hours" | "unclaimed_report" | "retention" | "standin";
    readonly at: Instant;
    readonly of?: number;
    readonly object?: Text<"^[0-9a-f]{32}$">;
  }>;
  readonly terms?: {
    readonly auto_invest: boolean;
    readonly no_charges_on_principal: boolean;
    readonly allowance?: Amount;
    readonly receipt_days?: number;
  };
  readonly vouched?: ReadonlyArray<{
    readonly voucher: "court" | "dswd" | "accredited_agency" | "two_witnesses";
    readonly person: Text<"^[0-9a-f]{32}$">;
    readonly document?: Text<"^[0-9a-f]{64}$">;
  }>;
  readonly election?: {
    readonly election: "pay_out" | "stay";
    readonly dated: Date;
    readonly payee?: Text<"^[0-9a-f]{32}$">;
    readonly until?: Date;
  };
  readonly died?: Date;
  readonly moved?: Date;
  readonly noted?: {
    readonly opening: Text<"^[0-9a-f]{32}$">;
    readonly lines: ReadonlyArray<{
      readonly award?: Text<"^[0-9a-f]{32}$">;
      readonly paper?: Text<"^[0-9a-f]{64}$">;
      readonly amount: Amount;
      readonly income?: Amount;
      readonly paid?: Amount;
      readonly charges?: Amount;
    }>;
  };
  readonly brought: ReadonlyArray<{
    readonly opening: Text<"^[0-9a-f]{32}$">;
    readonly as_of: Date;
    readonly source: Text<"^[0-9a-f]{64}$">;
    readonly lines: ReadonlyArray<{
      readonly award?: Text<"^[0-9a-f]{32}$">;
      readonly paper?: Text<"^[0-9a-f]{64}$">;
      readonly amount: Amount;
      readonly income?: Amount;
      readonly paid?: Amount;
      readonly charges?: Amount;
    }>;
    readonly entry: number;
  }>;
  readonly payees: ReadonlyArray<{
    readonly id: Text<"^[0-9a-f]{32}$">;
    readonly person: Text<"^[0-9a-f]{32}$">;
    readonly payee_kind: "school" | "medical_facility" | "shop" | "landlord" | "institution" | "person" | "government" | "lawyer" | "beneficiary" | "estate" | "payor" | "e_wallet" | "cash" | "guardian" | "bank_product";
    readonly rail: "book_transfer" | "instapay" | "pesonet" | "philpass" | "swift";
    readonly currency: Currency;
    readonly details: {
      readonly item: Text<"^[0-9a-f]{32}$">;
      readonly digest: Text<"^[0-9a-f]{64}$">;
    };
    readonly marks?: ReadonlyArray<{
      readonly kind: "name" | "address" | "phone" | "device" | "account" | "bank_reference" | "document" | "invoice_number";
      readonly value: Text<"^[0-9a-f]{32}$">;
    }>;
    readonly registered: Date;
    readonly account_since?: Instant;
    readonly account_before: boolean;
    readonly covers: ReadonlyArray<"education" | "medical" | "therapy" | "shelter" | "food_clothing" | "transport" | "legal_documents" | "livelihood" | "real_estate" | "allowance" | "family_needs" | "compensation" | "investment" | "handover" | "claim" | "estate" | "tax">;
  }>;
  readonly balances: ReadonlyArray<{
    readonly currency: Currency;
    readonly principal: Amount;
    readonly income: Amount;
    readonly reserved: Amount;
    readonly total: Amount;
  }>;
  readonly awards: ReadonlyArray<{
    readonly id: Text<"^[0-9a-f]{32}$">;
    readonly order: Text<"^[0-9a-f]{32}$">;
    readonly amount: Amount;
    readonly outstanding: Amount;
    readonly received: Amount;
    readonly charged: Amount;
  }>;
  readonly court_orders: ReadonlyArray<{
    readonly id: Text<"^[0-9a-f]{32}$">;
    readonly dated: Date;
    readonly expires?: Date;
    readonly cap: Amount;
    readonly purpose?: "education" | "medical" | "therapy" | "shelter" | "food_clothing" | "transport" | "legal_documents" | "livelihood" | "real_estate" | "allowance" | "family_needs" | "compensation" | "investment" | "handover" | "claim" | "estate" | "tax";
    readonly payee?: Text<"^[0-9a-f]{32}$">;
    readonly document: Text<"^[0-9a-f]{64}$">;
    readonly standing: "in_force" | "stayed" | "amended" | "vacated" | "spent";
    readonly final_judgment: boolean;
    readonly real_estate_title: boolean;
    readonly compensation: boolean;
    readonly account_months?: number;
    readonly receipt_days?: number;
    readonly recorded?: Date;
    readonly left: Amount;
    readonly reserved: Amount;
    readonly used: Amount;
  }>;
  readonly budgets: ReadonlyArray<{
    readonly id: Text<"^[0-9a-f]{32}$">;
    readonly purpose: "education" | "medical" | "therapy" | "shelter" | "food_clothing" | "transport" | "legal_documents" | "livelihood" | "real_estate" | "allowance" | "family_needs" | "compensation" | "investment" | "handover" | "claim" | "estate" | "tax";
    readonly from: Date;
    readonly to: Date;
    readonly amount: Amount;
    readonly court_order?: Text<"^[0-9a-f]{32}$">;
    readonly left: Amount;
    readonly reserved: Amount;
    readonly used: Amount;
  }>;
  readonly obligations: ReadonlyArray<{
    readonly number: number;
    readonly duty: "inventory" | "property_report" | "annual_account" | "covered_transaction_report" | "payor_notice" | "bond" | "suspense_review" | "receipt" | "suspicious_transaction_report" | "determination" | "law_enforcement_report" | "risk_event_report" | "breach_notice" | "court_notice" | "final_account" | "account_review" | "heartbeat" | "unclaimed_report" | "age_proof" | "identity_proof" | "interview" | "guardian_review" | "bond_increase" | "account_approval" | "tax_remittance" | "concentration_review" | "reconciliation" | "credential_notice" | "credential_review";
    readonly owner: "guardian" | "trust_officer" | "compliance" | "court" | "social_worker" | "ward";
    readonly rule: string;
    readonly opened: Date;
    readonly due: Date;
    readonly closed?: Date;
    readonly overdue: boolean;
    readonly confidential: boolean;
    readonly request?: Text<"^[0-9a-f]{32}$">;
    readonly due_at?: Instant;
    readonly of?: number;
    readonly moved: boolean;
  }>;
};

export type Wards = {
  readonly wards: ReadonlyArray<{
    readonly id: Id;
    readonly pool: Id;
    readonly adult: boolean;
  }>;
  readonly next?: number;
};

export type Entries = {
  readonly entries: ReadonlyArray<Answer>;
  readonly next?: number;
};

export type Protection = {
  readonly ward: Text<"^[0-9a-f]{32}$">;
  readonly adverse: ReadonlyArray<{
    readonly person: Text<"^[0-9a-f]{32}$">;
    readonly status: "alleged" | "charged" | "convicted";
    readonly marks: ReadonlyArray<{
      readonly kind: "name" | "address" | "phone" | "device" | "account" | "bank_reference" | "document" | "invoice_number";
      readonly value: Text<"^[0-9a-f]{32}$">;
    }>;
  }>;
  readonly relations: ReadonlyArray<{
    readonly person: Text<"^[0-9a-f]{32}$">;
    readonly other: Text<"^[0-9a-f]{32}$">;
    readonly relation: "spouse" | "cohabitant" | "parent" | "child" | "sibling" | "other_relative" | "household" | "trustee_related" | "employer" | "guardian_ad_litem" | "court_recorder";
    readonly degree: number;
    readonly marks: ReadonlyArray<{
      readonly kind: "name" | "address" | "phone" | "device" | "account" | "bank_reference" | "document" | "invoice_number";
      readonly value: Text<"^[0-9a-f]{32}$">;
    }>;
  }>;
  readonly facts: ReadonlyArray<{
    readonly number: number;
    readonly fact: "birth_evidence" | "residence" | "marriage" | "death" | "adoption" | "foster_care" | "child_welfare_event" | "incapacity" | "incapacity_petition" | "age_found_by_court" | "identity_proved" | "heartbeat" | "tax_residence_proof" | "estate_clearance" | "estate_representative" | "trust_terms" | "appeal_pending" | "restitution_vacated" | "interview_passed" | "interview_concern" | "coached" | "unworthy_heir";
    readonly since: Date;
    readonly until?: Date;
    readonly document?: Text<"^[0-9a-f]{64}$">;
    readonly person?: Text<"^[0-9a-f]{32}$">;
    readonly recorded: Date;
    readonly ended?: Date;
    readonly born_earliest?: Date;
    readonly born_latest?: Date;
    readonly evidence?: "birth_certificate" | "philsys" | "baptismal" | "school_record" | "affidavit" | "estimate";
    readonly residence?: "philippines" | "abroad";
    readonly terms?: {
      readonly auto_invest: boolean;
      readonly no_charges_on_principal: boolean;
      readonly allowance?: Amount;
      readonly receipt_days?: number;
    };
  }>;
  readonly alerts: ReadonlyArray<{
    readonly rule: string;
    readonly code: string;
    readonly day: Date;
  }>;
  readonly obligations: ReadonlyArray<{
    readonly number: number;
    readonly duty: "inventory" | "property_report" | "annual_account" | "covered_transaction_report" | "payor_notice" | "bond" | "suspense_review" | "receipt" | "suspicious_transaction_report" | "determination" | "law_enforcement_report" | "risk_event_report" | "breach_notice" | "court_notice" | "final_account" | "account_review" | "heartbeat" | "unclaimed_report" | "age_proof" | "identity_proof" | "interview" | "guardian_review" | "bond_increase" | "account_approval" | "tax_remittance" | "concentration_review" | "reconciliation" | "credential_notice" | "credential_review";
    readonly owner: "guardian" | "trust_officer" | "compliance" | "court" | "social_worker" | "ward";
    readonly rule: string;
    readonly opened: Date;
    readonly due: Date;
    readonly closed?: Date;
    readonly overdue: boolean;
    readonly confidential: boolean;
    readonly request?: Text<"^[0-9a-f]{32}$">;
    readonly due_at?: Instant;
    readonly of?: number;
    readonly moved: boolean;
  }>;
  readonly reminders: ReadonlyArray<{
    readonly number: number;
    readonly reminder: "grace" | "freeze_lapse" | "review" | "heartbeat" | "majority_notice" | "hours" | "unclaimed_report" | "retention" | "standin";
    readonly at: Instant;
    readonly of?: number;
    readonly object?: Text<"^[0-9a-f]{32}$">;
  }>;
};

export type Watch = {
  readonly of: {
    readonly kind: "ledger" | "pool" | "order" | "ward" | "protection" | "watch";
    readonly id: Text<"^[0-9a-f]{32}$">;
  };
  readonly covered: ReadonlyArray<{
    readonly day: Date;
    readonly amount: Amount;
    readonly rate?: {
      readonly base: Currency;
      readonly quote: Currency;
      readonly rate: Decimal;
    };
  }>;
  readonly cases: ReadonlyArray<{
    readonly number: number;
    readonly flag: string;
    readonly opened: Date;
    readonly request?: Text<"^[0-9a-f]{32}$">;
    readonly credit?: Text<"^[0-9a-f]{32}$">;
    readonly state: "open" | "suspicious" | "clear" | "reported" | "closed";
    readonly moved?: Date;
    readonly trafficking: boolean;
    readonly entry: number;
  }>;
  readonly obligations: ReadonlyArray<{
    readonly number: number;
    readonly duty: "inventory" | "property_report" | "annual_account" | "covered_transaction_report" | "payor_notice" | "bond" | "suspense_review" | "receipt" | "suspicious_transaction_report" | "determination" | "law_enforcement_report" | "risk_event_report" | "breach_notice" | "court_notice" | "final_account" | "account_review" | "heartbeat" | "unclaimed_report" | "age_proof" | "identity_proof" | "interview" | "guardian_review" | "bond_increase" | "account_approval" | "tax_remittance" | "concentration_review" | "reconciliation" | "credential_notice" | "credential_review";
    readonly owner: "guardian" | "trust_officer" | "compliance" | "court" | "social_worker" | "ward";
    readonly rule: string;
    readonly opened: Date;
    readonly due: Date;
    readonly closed?: Date;
    readonly overdue: boolean;
    readonly confidential: boolean;
    readonly request?: Text<"^[0-9a-f]{32}$">;
    readonly due_at?: Instant;
    readonly of?: number;
    readonly moved: boolean;
  }>;
  readonly freezes: ReadonlyArray<{
    readonly id: Text<"^[0-9a-f]{32}$">;
    readonly freeze_kind: "court" | "amlc" | "bank" | "claim" | "death" | "guardian" | "review";
    readonly dated: Date;
    readonly until?: Date;
    readonly amount?: Amount;
    readonly person?: Text<"^[0-9a-f]{32}$">;
    readonly lifted?: Date;
    readonly set_by: Text<"^[0-9a-f]{32}$">;
  }>;
  readonly reminders: ReadonlyArray<{
    readonly number: number;
    readonly reminder: "grace" | "freeze_lapse" | "review" | "heartbeat" | "majority_notice" | "hours" | "unclaimed_report" | "retention" | "standin";
    readonly at: Instant;
    readonly of?: number;
    readonly object?: Text<"^[0-9a-f]{32}$">;
  }>;
  readonly flags: number;
};

export type Incidents = {
  readonly incidents: ReadonlyArray<{
    readonly id: Text<"^[0-9a-f]{32}$">;
    readonly incident_kind: "personal_data_breach" | "risk_event";
    readonly known: Instant;
  }>;
  readonly obligations: ReadonlyArray<{
    readonly number: number;
    readonly duty: "inventory" | "property_report" | "annual_account" | "covered_transaction_report" | "payor_notice" | "bond" | "suspense_review" | "receipt" | "suspicious_transaction_report" | "determination" | "law_enforcement_report" | "risk_event_report" | "breach_notice" | "court_notice" | "final_account" | "account_review" | "heartbeat" | "unclaimed_report" | "age_proof" | "identity_proof" | "interview" | "guardian_review" | "bond_increase" | "account_approval" | "tax_remittance" | "concentration_review" | "reconciliation" | "credential_notice" | "credential_review";
    readonly owner: "guardian" | "trust_officer" | "compliance" | "court" | "social_worker" | "ward";
    readonly rule: string;
    readonly opened: Date;
    readonly due: Date;
    readonly closed?: Date;
    readonly overdue: boolean;
    readonly confidential: boolean;
    readonly request?: Text<"^[0-9a-f]{32}$">;
    readonly due_at?: Instant;
    readonly of?: number;
    readonly moved: boolean;
  }>;
};

export type TrusteeRelations = {
  readonly relations: ReadonlyArray<{
    readonly person: Text<"^[0-9a-f]{32}$">;
    readonly other: Text<"^[0-9a-f]{32}$">;
    readonly relation: "spouse" | "cohabitant" | "parent" | "child" | "sibling" | "other_relative" | "household" | "trustee_related" | "employer" | "guardian_ad_litem" | "court_recorder";
    readonly degree: number;
    readonly marks: ReadonlyArray<{
      readonly kind: "name" | "address" | "phone" | "device" | "account" | "bank_reference" | "document" | "invoice_number";
      readonly value: Text<"^[0-9a-f]{32}$">;
    }>;
  }>;
};

export type Credentials = {
  readonly credentials: ReadonlyArray<{
    readonly principal: Id;
    readonly role: "bank_system" | "trust_officer" | "social_worker" | "releaser" | "compliance" | "guardian" | "auditor" | "administrator" | "ward" | "guardian_ad_litem" | "court_recorder" | "foreign_court_reader";
    readonly kind: string;
    readonly credential: Digest;
    readonly enrolled: Instant;
    readonly from: Instant;
    readonly until?: Instant;
    readonly valid_from: Instant;
    readonly valid_to: Instant;
    readonly relying_party?: string;
    readonly may_be_copied?: boolean;
    readonly backed_up?: boolean;
    readonly counter?: number;
    readonly used?: Instant;
  }>;
};

/** For navigator.credentials.create(); good once, for so many seconds. */
export type CredentialChallenge = {
  readonly challenge: Bytes;
  readonly relying_party: {
    readonly id: string;
    readonly origin: string;
  };
  readonly seconds: number;
};

/** `canonical` is what an approval signs; given of one proposal alone. */
export type Proposal = {
  readonly id: number;
  readonly about: {
    readonly kind: "ledger" | "pool" | "order" | "ward" | "protection" | "watch";
    readonly id: Text<"^[0-9a-f]{32}$">;
  };
  readonly proposer: Text<"^[0-9a-f]{32}$">;
  readonly proposer_person: Text<"^[0-9a-f]{32}$">;
  readonly rulebook: Text<"^[0-9a-f]{64}$">;
  readonly opened: Instant;
  readonly expires: Instant;
  readonly needs: ReadonlyArray<"bank_system" | "trust_officer" | "social_worker" | "releaser" | "compliance" | "guardian" | "auditor" | "administrator" | "ward" | "guardian_ad_litem" | "court_recorder" | "foreign_court_reader">;
  readonly approvals: ReadonlyArray<{
    readonly person: Text<"^[0-9a-f]{32}$">;
    readonly principal: Text<"^[0-9a-f]{32}$">;
    readonly role: "bank_system" | "trust_officer" | "social_worker" | "releaser" | "compliance" | "guardian" | "auditor" | "administrator" | "ward" | "guardian_ad_litem" | "court_recorder" | "foreign_court_reader";
    readonly entry: number;
  }>;
  readonly state: "open" | "executed" | "expired" | "cancelled";
  readonly objections: ReadonlyArray<Text<"^[0-9a-f]{32}$">>;
  readonly command: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly canonical?: Bytes;
};

export type Proposals = {
  readonly proposals: ReadonlyArray<Proposal>;
  readonly next?: number;
};

/** `release_canonical` is what a release signs; given of one request alone. */
export type Request = {
  readonly id: Text<"^[0-9a-f]{32}$">;
  readonly ward: Text<"^[0-9a-f]{32}$">;
  readonly payee: Text<"^[0-9a-f]{32}$">;
  readonly amount: Amount;
  readonly purpose: "education" | "medical" | "therapy" | "shelter" | "food_clothing" | "transport" | "legal_documents" | "livelihood" | "real_estate" | "allowance" | "family_needs" | "compensation" | "investment" | "handover" | "claim" | "estate" | "tax";
  readonly court_order?: Text<"^[0-9a-f]{32}$">;
  readonly rail: "book_transfer" | "instapay" | "pesonet" | "philpass" | "swift";
  readonly voucher?: Text<"^[0-9a-f]{64}$">;
  readonly tier: "T0" | "T1" | "T2";
  readonly state: "judged" | "approved" | "released" | "handed_over" | "settled" | "cancelled" | "returned";
  readonly proposal: number;
  readonly requester: Text<"^[0-9a-f]{32}$">;
  readonly day: Date;
  readonly rulebook: Text<"^[0-9a-f]{64}$">;
  readonly releaser?: Text<"^[0-9a-f]{32}$">;
  readonly file?: {
    readonly item: Text<"^[0-9a-f]{32}$">;
    readonly digest: Text<"^[0-9a-f]{64}$">;
  };
  readonly settled?: Date;
  readonly approvers: ReadonlyArray<Text<"^[0-9a-f]{32}$">>;
  readonly released?: Date;
  readonly from_income?: Amount;
  readonly approved_in?: number;
  readonly budget?: Text<"^[0-9a-f]{32}$">;
  readonly endorsed?: Date;
  readonly receipt_filed?: Date;
  readonly returned?: Date;
  readonly invoice?: {
    readonly kind: "name" | "address" | "phone" | "device" | "account" | "bank_reference" | "document" | "invoice_number";
    readonly value: Text<"^[0-9a-f]{32}$">;
  };
  readonly withheld?: Amount;
  readonly service_from?: Date;
  readonly service_to?: Date;
  readonly asked_at: Instant;
  readonly message_id?: string;
  readonly end_to_end_id?: string;
  readonly uetr?: string;
  readonly release_canonical?: Bytes;
};

export type Requests = {
  readonly requests: ReadonlyArray<Request>;
  readonly next?: number;
};

export type PaymentFiles = {
  readonly payment_files: ReadonlyArray<{
    readonly id: Id;
    readonly pool: Id;
    readonly message_id: string;
    readonly rail: "book_transfer" | "instapay" | "pesonet" | "philpass" | "swift";
    readonly currency: Currency;
    readonly day: Date;
    readonly window: number;
    readonly closes: Instant;
    readonly state: string;
    readonly total: Amount;
    readonly requests: ReadonlyArray<Id>;
  }>;
};

export type Entry = {
  readonly entry: number;
  readonly withheld?: boolean;
  readonly time?: Instant;
  readonly command?: string;
  readonly outcome?: "allow" | "deny" | "escalate" | "hold";
  readonly reasons?: ReadonlyArray<Reason>;
  readonly created?: Readonly<Record<string, unknown>>;
  readonly proposal?: number;
  readonly waits_for?: ReadonlyArray<"bank_system" | "trust_officer" | "social_worker" | "releaser" | "compliance" | "guardian" | "auditor" | "administrator" | "ward" | "guardian_ad_litem" | "court_recorder" | "foreign_court_reader">;
  readonly expires?: Instant;
  readonly obligations?: ReadonlyArray<{
    readonly number: number;
    readonly duty: "inventory" | "property_report" | "annual_account" | "covered_transaction_report" | "payor_notice" | "bond" | "suspense_review" | "receipt" | "suspicious_transaction_report" | "determination" | "law_enforcement_report" | "risk_event_report" | "breach_notice" | "court_notice" | "final_account" | "account_review" | "heartbeat" | "unclaimed_report" | "age_proof" | "identity_proof" | "interview" | "guardian_review" | "bond_increase" | "account_approval" | "tax_remittance" | "concentration_review" | "reconciliation" | "credential_notice" | "credential_review";
    readonly owner: "guardian" | "trust_officer" | "compliance" | "court" | "social_worker" | "ward";
    readonly rule: string;
    readonly opened: Date;
    readonly due: Date;
    readonly closed?: Date;
    readonly overdue: boolean;
    readonly confidential: boolean;
    readonly request?: Text<"^[0-9a-f]{32}$">;
    readonly due_at?: Instant;
    readonly of?: number;
    readonly moved: boolean;
    readonly about: {
      readonly kind: "ledger" | "pool" | "order" | "ward" | "protection" | "watch";
      readonly id: Text<"^[0-9a-f]{32}$">;
    };
  }>;
  readonly receipt?: {
    readonly ledger: Text<"^[0-9a-f]{32}$">;
    readonly seq: number;
    readonly leaf: Digest;
    readonly header: Bytes;
  };
  readonly words?: ReadonlyArray<{
    readonly code: Code;
    readonly text: string;
    readonly language: string;
    readonly reviewed: boolean;
  }>;
  readonly act?: {
    readonly version: number;
    readonly command: number;
    readonly principal: Text<"^[0-9a-f]{32}$">;
    readonly credential: Text<"^[0-9a-f]{64}$">;
    readonly idempotency_key: string;
    readonly request: Text<"^[0-9a-f]{64}$">;
    readonly rulebook: Text<"^[0-9a-f]{64}$">;
    readonly engine: number;
  };
  readonly parts?: ReadonlyArray<{
    readonly hash: Digest;
    readonly withheld?: boolean;
    readonly about?: {
      readonly kind: "ledger" | "pool" | "order" | "ward" | "protection" | "watch";
      readonly id: Text<"^[0-9a-f]{32}$">;
    };
    readonly number?: number;
    readonly events?: ReadonlyArray<{
      readonly kind: "ledger_created" | "rulebook_adopted" | "principal_enrolled" | "principal_revoked" | "clock_moved" | "rate_recorded" | "ward_erased" | "ledger_sealed" | "log_key_declared" | "witnesses_adopted" | "ledger_restored" | "pool_opened" | "credit_received" | "credit_matched" | "credit_reopened" | "credit_voided" | "references_used" | "statement_reconciled" | "order_recorded" | "order_allocated" | "order_receipt" | "ward_opened" | "award_recorded" | "guardian_appointed" | "bond_approved" | "payee_registered" | "court_order_recorded" | "adverse_recorded" | "obligation_opened" | "obligation_closed" | "obligation_overdue" | "award_credited" | "converted" | "request_judged" | "request_moved" | "request_released" | "covered_counted" | "majority_reached" | "alert_raised" | "majority_scheduled" | "proposal_opened" | "proposal_approved" | "proposal_closed" | "entry_reversed" | "file_opened" | "reasons_kept" | "flags_weighed" | "case_opened" | "case_moved" | "freeze_set" | "freeze_lifted" | "reminder_set" | "reminder_due" | "fact_recorded" | "fact_ended" | "guardian_moved" | "relation_recorded" | "payee_changed" | "budget_set" | "voucher_shared" | "court_order_moved" | "receipt_filed" | "interest_credited" | "election_recorded" | "credit_resolved" | "incident_recorded" | "obligation_moved" | "objection_recorded" | "relying_party_adopted" | "credential_enrolled" | "credential_removed" | "credentials_kept" | "credential_used" | "file_released" | "left_with_file" | "opening_noted" | "balance_brought" | "brought_undone" | "books_opened" | "opening_undone" | "recall_filed" | "recall_answered";
      readonly body: Readonly<Record<string, unknown>>;
    }>;
    readonly postings?: ReadonlyArray<{
      readonly account: {
        readonly kind: "bank" | "principal" | "income" | "reserved" | "transit" | "suspense" | "tax" | "fee" | "unreadable" | "awarded" | "outstanding" | "received" | "charged" | "granted" | "cap" | "cap_reserved" | "cap_used";
        readonly owner: Text<"^[0-9a-f]{32}$">;
        readonly currency: Currency;
      };
      readonly change: Amount;
      readonly category: string;
    }>;
    readonly balances?: ReadonlyArray<{
      readonly account: {
        readonly kind: "bank" | "principal" | "income" | "reserved" | "transit" | "suspense" | "tax" | "fee" | "unreadable" | "awarded" | "outstanding" | "received" | "charged" | "granted" | "cap" | "cap_reserved" | "cap_used";
        readonly owner: Text<"^[0-9a-f]{32}$">;
        readonly currency: Currency;
      };
      readonly amount: Amount;
    }>;
  }>;
};

export type Explanation = {
  readonly entry: number;
  readonly time: Instant;
  readonly command: string;
  readonly engine: number;
  readonly rulebook: Readonly<Record<string, unknown>>;
  readonly recorded: Readonly<Record<string, unknown>>;
  readonly decided_again: {
    readonly outcome: string;
    readonly same: boolean;
  };
  readonly rules: ReadonlyArray<Readonly<Record<string, unknown>>>;
};

export type BankMessageAnswer = {
  readonly message: string;
  readonly definition: string;
  readonly lines: ReadonlyArray<{
    readonly place: string;
    readonly result: string;
    readonly entry?: number;
  }>;
  readonly resolution?: string;
};

export type Balances = {
  readonly ward: Id;
  readonly as_of?: string;
  readonly entry?: number;
  readonly balances: ReadonlyArray<{
    readonly currency: Currency;
    readonly principal: Amount;
    readonly income: Amount;
    readonly reserved: Amount;
    readonly total: Amount;
  }>;
};

export type EntryPage = {
  readonly entries: ReadonlyArray<Answer>;
  readonly next?: number;
  readonly more: boolean;
};

export type Events = {
  readonly events: ReadonlyArray<{
    readonly id: string;
    readonly type: string;
    readonly entry: number;
    readonly time: Instant;
    readonly subjects: ReadonlyArray<{
      readonly kind: "ledger" | "pool" | "order" | "ward" | "protection" | "watch";
      readonly id: Text<"^[0-9a-f]{32}$">;
    }>;
  }>;
  readonly next?: number;
  readonly more: boolean;
};

export type BulkAnswer = {
  readonly count: number;
  readonly lines: ReadonlyArray<{
    readonly line: number;
    readonly status: number;
    readonly replayed?: boolean;
    readonly answer: Readonly<Record<string, unknown>>;
  }>;
};

/** What entries are made by. */
export type Command = "create_ledger" | "tick" | "move_clock" | "refuse_input" | "enrol_principal" | "revoke_principal" | "adopt_rulebook" | "erase_ward" | "record_rate" | "open_pool" | "open_ward" | "record_order" | "record_award" | "appoint_guardian" | "approve_bond" | "file_return" | "record_adverse" | "register_payee" | "record_court_order" | "receive_credit" | "match_credit" | "convert" | "request_disbursement" | "approve" | "cancel_proposal" | "release" | "hand_over" | "settle" | "reject_payment" | "reverse_entry" | "reconcile" | "record_charge" | "take_seal" | "declare_log_key" | "adopt_witnesses" | "accept_restore" | "record_fact" | "change_guardian" | "record_relation" | "change_payee" | "set_budget" | "share_voucher" | "change_court_order" | "open_duty" | "record_election" | "object_to" | "file_receipt" | "return_payment" | "record_interest" | "remit" | "resolve_credit" | "set_freeze" | "lift_freeze" | "open_case" | "move_case" | "report_incident" | "adopt_relying_party" | "enrol_credential" | "remove_credential" | "recover_credential" | "keep_credentials" | "release_file" | "note_opening" | "open_books" | "file_recall" | "answer_recall";

/** What the write would be answered and post; nothing was recorded. */
export type DryRun = {
  readonly withheld?: boolean;
  readonly time?: Instant;
  readonly command?: string;
  readonly outcome?: "allow" | "deny" | "escalate" | "hold";
  readonly reasons?: ReadonlyArray<Reason>;
  readonly created?: Readonly<Record<string, unknown>>;
  readonly proposal?: number;
  readonly waits_for?: ReadonlyArray<"bank_system" | "trust_officer" | "social_worker" | "releaser" | "compliance" | "guardian" | "auditor" | "administrator" | "ward" | "guardian_ad_litem" | "court_recorder" | "foreign_court_reader">;
  readonly expires?: Instant;
  readonly obligations?: ReadonlyArray<{
    readonly number: number;
    readonly duty: "inventory" | "property_report" | "annual_account" | "covered_transaction_report" | "payor_notice" | "bond" | "suspense_review" | "receipt" | "suspicious_transaction_report" | "determination" | "law_enforcement_report" | "risk_event_report" | "breach_notice" | "court_notice" | "final_account" | "account_review" | "heartbeat" | "unclaimed_report" | "age_proof" | "identity_proof" | "interview" | "guardian_review" | "bond_increase" | "account_approval" | "tax_remittance" | "concentration_review" | "reconciliation" | "credential_notice" | "credential_review";
    readonly owner: "guardian" | "trust_officer" | "compliance" | "court" | "social_worker" | "ward";
    readonly rule: string;
    readonly opened: Date;
    readonly due: Date;
    readonly closed?: Date;
    readonly overdue: boolean;
    readonly confidential: boolean;
    readonly request?: Text<"^[0-9a-f]{32}$">;
    readonly due_at?: Instant;
    readonly of?: number;
    readonly moved: boolean;
    readonly about: {
      readonly kind: "ledger" | "pool" | "order" | "ward" | "protection" | "watch";
      readonly id: Text<"^[0-9a-f]{32}$">;
    };
  }>;
  readonly dry_run: boolean;
  readonly would_answer: number;
  readonly parts: ReadonlyArray<{
    readonly withheld?: boolean;
    readonly about?: {
      readonly kind: "ledger" | "pool" | "order" | "ward" | "protection" | "watch";
      readonly id: Text<"^[0-9a-f]{32}$">;
    };
    readonly events?: ReadonlyArray<{
      readonly kind: "ledger_created" | "rulebook_adopted" | "principal_enrolled" | "principal_revoked" | "clock_moved" | "rate_recorded" | "ward_erased" | "ledger_sealed" | "log_key_declared" | "witnesses_adopted" | "ledger_restored" | "pool_opened" | "credit_received" | "credit_matched" | "credit_reopened" | "credit_voided" | "references_used" | "statement_reconciled" | "order_recorded" | "order_allocated" | "order_receipt" | "ward_opened" | "award_recorded" | "guardian_appointed" | "bond_approved" | "payee_registered" | "court_order_recorded" | "adverse_recorded" | "obligation_opened" | "obligation_closed" | "obligation_overdue" | "award_credited" | "converted" | "request_judged" | "request_moved" | "request_released" | "covered_counted" | "majority_reached" | "alert_raised" | "majority_scheduled" | "proposal_opened" | "proposal_approved" | "proposal_closed" | "entry_reversed" | "file_opened" | "reasons_kept" | "flags_weighed" | "case_opened" | "case_moved" | "freeze_set" | "freeze_lifted" | "reminder_set" | "reminder_due" | "fact_recorded" | "fact_ended" | "guardian_moved" | "relation_recorded" | "payee_changed" | "budget_set" | "voucher_shared" | "court_order_moved" | "receipt_filed" | "interest_credited" | "election_recorded" | "credit_resolved" | "incident_recorded" | "obligation_moved" | "objection_recorded" | "relying_party_adopted" | "credential_enrolled" | "credential_removed" | "credentials_kept" | "credential_used" | "file_released" | "left_with_file" | "opening_noted" | "balance_brought" | "brought_undone" | "books_opened" | "opening_undone" | "recall_filed" | "recall_answered";
      readonly body: Readonly<Record<string, unknown>>;
    }>;
    readonly postings?: ReadonlyArray<{
      readonly account: {
        readonly kind: "bank" | "principal" | "income" | "reserved" | "transit" | "suspense" | "tax" | "fee" | "unreadable" | "awarded" | "outstanding" | "received" | "charged" | "granted" | "cap" | "cap_reserved" | "cap_used";
        readonly owner: Text<"^[0-9a-f]{32}$">;
        readonly currency: Currency;
      };
      readonly change: Amount;
      readonly category: string;
    }>;
    readonly balances?: ReadonlyArray<{
      readonly account: {
        readonly kind: "bank" | "principal" | "income" | "reserved" | "transit" | "suspense" | "tax" | "fee" | "unreadable" | "awarded" | "outstanding" | "received" | "charged" | "granted" | "cap" | "cap_reserved" | "cap_used";
        readonly owner: Text<"^[0-9a-f]{32}$">;
        readonly currency: Currency;
      };
      readonly amount: Amount;
    }>;
  }>;
};

export type Webhooks = {
  readonly webhooks: ReadonlyArray<{
    readonly webhook: string;
    readonly keys: ReadonlyArray<string>;
    readonly types: ReadonlyArray<string>;
    readonly waiting: number;
    readonly next?: Instant;
    readonly dead: number;
    readonly dropped: number;
  }>;
};

export type DeadLetters = {
  readonly dead_letters: ReadonlyArray<{
    readonly webhook: string;
    readonly id: string;
    readonly entry: number;
    readonly first: Instant;
    readonly tries: number;
    readonly last: string;
  }>;
  readonly next?: number;
};

export type Replay = {
  readonly webhook: string;
  readonly replayed: number;
};

/** The codes that a status can have. */
export interface CodesByStatus {
  400: "AMOUNT_SYNTAX" | "AMOUNT_DECIMALS" | "AMOUNT_RANGE" | "CURRENCY_UNKNOWN" | "CURRENCY_MISMATCH" | "RATE_SYNTAX" | "DATE_SYNTAX" | "TIME_SYNTAX" | "CALENDAR_MALFORMED" | "CBOR_MALFORMED" | "SIGNATURE_INPUT" | "CONTENT_DIGEST" | "KEY_INVALID" | "PASSKEY_INVALID" | "STORE_PLACES" | "NOTE_MALFORMED" | "CHECKPOINT_MALFORMED" | "PROOF_MALFORMED" | "TRUST_POLICY_SYNTAX" | "WITNESS_REQUEST_MALFORMED" | "TEXT_NOT_UTF8" | "JSON_SYNTAX" | "JSON_DUPLICATE_KEY" | "JSON_UNKNOWN_KEY" | "JSON_MISSING_KEY" | "JSON_TYPE" | "JSON_NOT_INTEGER" | "JSON_RANGE" | "JSON_NOT_LISTED" | "JSON_TOO_DEEP" | "HTTP_LINE_ENDING" | "HTTP_REQUEST_LINE" | "HTTP_TARGET" | "HTTP_HEADER" | "HTTP_HEADER_DUPLICATE" | "HTTP_HOST" | "HTTP_FRAMING" | "TLS_SETUP" | "VERSION_UNKNOWN" | "DRY_RUN_NONE" | "MT_SYNTAX" | "CONTROL_SUM_MISMATCH" | "MESSAGE_LINE_TWICE" | "OPENING_TOO_LARGE" | "XML_SYNTAX" | "XML_ENCODING" | "XML_DOCTYPE" | "XML_TOO_DEEP" | "MESSAGE_UNKNOWN" | "MESSAGE_HEADER" | "MESSAGE_SCHEMA" | "MESSAGE_CONTROL_SUM" | "MESSAGE_BALANCE" | "MESSAGE_FIELD" | "MESSAGE_CHARACTER" | "RULEBOOK_SYNTAX" | "RULEBOOK_UNKNOWN_KEY" | "RULEBOOK_UNKNOWN_RULE" | "RULEBOOK_MISSING" | "RULEBOOK_TYPE" | "SUBJECT_MISMATCH" | "AMOUNT_NOT_POSITIVE" | "FIELD_INVALID" | "RULE_TABLE" | "SCRIPT_SYNTAX" | "SCRIPT_UNKNOWN_KEY" | "SCRIPT_UNKNOWN_VERB" | "SCRIPT_MISSING" | "SCRIPT_TYPE" | "SCRIPT_NAME" | "SCRIPT_TIME" | "IDEMPOTENCY_MISSING" | "ID_SYNTAX" | "DIGEST_SYNTAX" | "BYTES_SYNTAX" | "SIGNED_UNFIXED" | "FOLDER_OPTION" | "TOKEN_URI" | "TOKEN_KEY_UNFIT";
  401: "CERTIFICATE_INVALID" | "TLS_REFUSED" | "CERTIFICATE_REVOKED" | "PRINCIPAL_UNKNOWN" | "PRINCIPAL_REVOKED" | "CREDENTIAL_EXPIRED" | "SESSION_INVALID" | "TOKEN_PIN" | "TOKEN_PIN_LOCKED";
  403: "CALENDAR_YEAR_MISSING" | "SIGNATURE_INVALID" | "SIGNATURE_STALE" | "PASSKEY_UNVERIFIED" | "PASSKEY_SYNCED" | "PASSKEY_CLONED" | "NOTE_UNSIGNED" | "QUORUM_MISSING" | "WITNESS_WAITING" | "INSUFFICIENT_FUNDS" | "CAP_EXCEEDED" | "PAYMENT_FILE_UNRELEASED" | "OPENING_LATE" | "OPENING_CHANGED" | "BEFORE_OPENING" | "RECALL_PROMISED" | "RULEBOOK_UNREADABLE" | "CREDENTIAL_PENDING" | "CREDENTIAL_LAST" | "ROLE_FORBIDDEN" | "NOT_GUARDIAN" | "SANDBOX_ONLY" | "PROPOSAL_EXPIRED" | "APPROVAL_OWN" | "APPROVAL_REPEATED" | "APPROVAL_NOT_NEEDED" | "FOUR_EYES" | "FOUNDING_QUORUM" | "ORDER_OVERALLOCATED" | "RATE_MISMATCH" | "RECONCILIATION_BREAK" | "WARD_NOT_EMPTY" | "AUTHORITY_ENDED" | "AUTHORITY_INACTIVE" | "BOND_PENDING" | "BOND_TOO_LOW" | "RATE_MISSING" | "INVENTORY_OVERDUE" | "ACCOUNT_OVERDUE" | "TIER_REQUEST_LIMIT" | "TIER_WINDOW_LIMIT" | "TIER_INSUFFICIENT" | "COURT_ORDER_REQUIRED" | "ORDER_EXPIRED" | "ORDER_NOT_IN_FORCE" | "ORDER_PURPOSE" | "ORDER_PAYEE" | "ORDER_DOCUMENT_MISSING" | "OFFENDER_EXCLUDED" | "APPROVALS_MISSING" | "TRUST_INSTRUMENT_MISSING" | "PRODUCT_NOT_ALLOWED" | "CROSS_BENEFICIARY" | "INSTAPAY_LIMIT" | "NO_SPLIT" | "VALUE_DATE_EARLY" | "REFERENCE_MISSING" | "CONVERSION_INCOMPLETE" | "UNMATCHED_CREDIT" | "OVER_PAYMENT" | "SIGNATURE_MISSING" | "RULEBOOK_NOT_ADOPTED" | "PARAMETER_INVALID" | "AGE_NOT_PROVEN" | "GUARDIAN_SUSPENDED" | "GUARDIAN_REMOVED" | "ACCOUNT_NOT_APPROVED" | "AUTHORITY_REVALIDATION" | "PURPOSE_FORBIDDEN" | "INCOME_INSUFFICIENT" | "REAL_ESTATE_ORDER" | "INVESTMENT_FORBIDDEN" | "COMPENSATION_FORBIDDEN" | "RELATED_PARTY" | "TRUSTEE_RELATED" | "ENDORSEMENT_EXPIRED" | "ORDER_STAYED" | "ORDER_VACATED" | "FROZEN" | "FREEZE_RANK" | "TAX_MISMATCH" | "INTEREST_MISMATCH" | "PRODUCT_CEILING" | "LAWYER_CAP" | "WARD_DIED" | "ESTATE_ONLY" | "ESTATE_TAX" | "INCAPACITY_PENDING" | "IDENTITY_NOT_PROVED" | "ELECTION_MISSING" | "INTERVIEW_PENDING" | "NOT_BANKING_DAY" | "RETENTION" | "CASE_OPEN" | "PAYEE_COOLING" | "PAYEE_IS_GUARDIAN" | "RECEIPT_OVERDUE" | "VOUCHER_REUSED" | "VOUCHER_MISSING" | "RECEIPT_MISMATCH" | "PURPOSE_MISMATCH" | "DEPLETION" | "SURGE" | "STRUCTURING" | "SPLIT_BILL" | "CASH_OUT" | "STEP_UP" | "OBJECTED" | "PARENTS_DISAGREE" | "BUDGET_PERIOD" | "FACT_INCOMPLETE" | "NOT_HERSELF" | "UNDER_REVIEW" | "BANK_LINE_UNMATCHED";
  404: "ENTRY_MISSING" | "KEY_MISSING" | "ORIGIN_UNKNOWN" | "TILE_UNKNOWN" | "AS_OF_UNKNOWN" | "WEBHOOK_UNKNOWN" | "LETTER_UNKNOWN" | "PAYMENT_FILE_UNKNOWN" | "RECALL_UNKNOWN" | "CREDENTIAL_UNKNOWN" | "PROPOSAL_UNKNOWN" | "POOL_UNKNOWN" | "POOL_ACCOUNT_UNKNOWN" | "WARD_UNKNOWN" | "ORDER_UNKNOWN" | "GUARDIAN_UNKNOWN" | "PAYEE_UNKNOWN" | "COURT_ORDER_UNKNOWN" | "CREDIT_UNKNOWN" | "REQUEST_UNKNOWN" | "OBLIGATION_UNKNOWN" | "FREEZE_UNKNOWN" | "CASE_UNKNOWN" | "BUDGET_UNKNOWN" | "FACT_UNKNOWN" | "ROUTE_UNKNOWN" | "TOKEN_KEY";
  405: "ROUTE_METHOD";
  408: "HTTP_TIMEOUT";
  409: "CLOCK_BACKWARDS" | "STORE_EXISTS" | "STORE_LOCKED" | "STORE_NOT_RESTORED" | "WITNESS_CONFLICT" | "EXPORT_EXISTS" | "PAYMENT_FILE_OPEN" | "RECALL_ANSWERED" | "RECALL_UNDECIDED" | "SPOOL_LOCKED" | "RELYING_PARTY_MISSING" | "LEDGER_MISSING" | "LEDGER_EXISTS" | "ALREADY_EXISTS" | "AMOUNT_MISMATCH" | "DUPLICATE_MESSAGE" | "ORDER_NOT_ALLOCATED" | "CREDIT_MATCHED" | "REQUEST_STATE" | "OBLIGATION_CLOSED" | "NOTHING_TO_REVERSE" | "ENTRY_REVERSED" | "WARD_BUSY" | "NOT_DUE" | "CASE_STATE" | "LOG_KEY_UNDECLARED";
  411: "HTTP_LENGTH_REQUIRED";
  412: "PRECONDITION_FAILED";
  413: "JSON_TOO_LARGE" | "HTTP_BODY_TOO_LARGE" | "MESSAGE_TOO_LARGE" | "XML_TOO_LARGE";
  414: "HTTP_TARGET_TOO_LONG";
  415: "HTTP_CONTENT_CODING" | "MEDIA_TYPE";
  417: "HTTP_EXPECTATION";
  421: "HTTP_HOST_UNKNOWN";
  422: "IDEMPOTENCY_MISMATCH";
  429: "RATE_LIMITED";
  431: "HTTP_HEAD_TOO_LARGE";
  500: "RECORD_MALFORMED" | "RECORD_HASH_MISMATCH" | "CHAIN_BROKEN" | "PROOF_INVALID" | "DECRYPT_FAILED" | "STORE_MISSING" | "STORE_BEHIND_HEAD" | "STORE_HEAD_MISMATCH" | "STORE_HEAD_DAMAGED" | "STORE_DAMAGED" | "STORE_RESTORED" | "RESTORE_SHORT" | "BACKUP_UNFINISHED" | "KEY_STORE_LOOSE" | "KEY_STORE_DAMAGED" | "CHECKPOINT_FORK" | "WITNESS_AHEAD" | "POSTING_UNBALANCED" | "POSTING_EMPTY" | "HTTP_RESPONSE" | "SUM_NOT_PRESERVED" | "FOLDER_MALFORMED" | "TOKEN_KEY_LOOSE";
  501: "HTTP_METHOD" | "HTTP_TRANSFER_CODING";
  503: "CLOCK_JUMP" | "STORE_READ_ONLY" | "STORE_IO" | "SIGNER_UNUSABLE" | "WITNESS_REFUSED" | "HTTP_BUSY" | "HTTP_CLOSED" | "HTTP_UNREACHABLE" | "SCHEMA_UNUSABLE" | "TOKEN_MODULE" | "TOKEN_MISSING" | "TOKEN_FAILED";
  505: "HTTP_VERSION";
}

/** A refusal: `code` tells which, and narrows the status. */
export type Refused = { [S in keyof CodesByStatus]: RefusedBy<S, CodesByStatus[S], Denial> }[keyof CodesByStatus];

export type OpenPoolBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly pool?: Id;
  readonly bank: ShortCode;
  readonly code: ShortCode;
  readonly product: "pooled_trust" | "individual_trust" | "minor_savings" | "in_trust_for" | "basic_deposit";
  readonly accounts: ReadonlyArray<{
    readonly currency: Currency;
    readonly details: {
      readonly name: string;
      readonly account_number: string;
      readonly iban?: boolean;
      readonly bank_bic?: string;
      readonly bank_member?: string;
      readonly bank_name?: string;
      readonly address?: string;
      readonly phone?: string;
      readonly device?: string;
      readonly lei?: string;
      readonly bank_lei?: string;
      readonly postal?: {
        readonly street?: string;
        readonly building?: string;
        readonly post_code?: string;
        readonly town: string;
        readonly country: string;
      };
    };
  }>;
};

export type OpenWardBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly ward?: Id;
  readonly pool: Id;
  readonly born?: Date;
  readonly born_earliest?: Date;
  readonly born_latest?: Date;
  readonly evidence: "birth_certificate" | "philsys" | "baptismal" | "school_record" | "affidavit" | "estimate";
  readonly residence: "philippines" | "abroad";
  readonly trust_instrument?: Digest;
  readonly vouched?: ReadonlyArray<{
    readonly voucher: "court" | "dswd" | "accredited_agency" | "two_witnesses";
    readonly person: Id;
    readonly document?: Digest;
  }>;
  readonly terms?: {
    readonly auto_invest?: boolean;
    readonly no_charges_on_principal?: boolean;
    readonly allowance?: Amount;
    readonly receipt_days?: number;
  };
  readonly particulars?: {
    readonly name?: string;
    readonly address?: string;
    readonly phone?: string;
    readonly device?: string;
    readonly account?: string;
    readonly notes?: string;
  };
} & ({ readonly born: Date; readonly born_earliest?: never; readonly born_latest?: never } | { readonly born_earliest: Date; readonly born_latest: Date; readonly born?: never });

export type ReportIncidentBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly incident?: Id;
  readonly incident_kind: "personal_data_breach" | "risk_event";
  readonly known: Instant;
  readonly document?: Digest;
  readonly note?: string;
};

export type RecordTrusteeRelationBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly person?: Id;
  readonly other?: Id;
  readonly relation: "spouse" | "cohabitant" | "parent" | "child" | "sibling" | "other_relative" | "household" | "trustee_related" | "employer" | "guardian_ad_litem" | "court_recorder";
  readonly degree?: number;
  readonly particulars?: {
    readonly name?: string;
    readonly address?: string;
    readonly phone?: string;
    readonly device?: string;
    readonly account?: string;
    readonly notes?: string;
  };
};

export type EnrolCredentialBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly principal?: Id;
  readonly person?: Id;
  readonly role?: "bank_system" | "trust_officer" | "social_worker" | "releaser" | "compliance" | "guardian" | "auditor" | "administrator" | "ward" | "guardian_ad_litem" | "court_recorder" | "foreign_court_reader";
  readonly credential: {
    readonly certificate?: string;
    readonly passkey?: {
      readonly challenge: Bytes;
      readonly id: Bytes;
      readonly client_data: Bytes;
      readonly attestation_object: Bytes;
    };
  } & ({ readonly certificate: string; readonly passkey?: never } | { readonly passkey: {
    readonly challenge: Bytes;
    readonly id: Bytes;
    readonly client_data: Bytes;
    readonly attestation_object: Bytes;
  }; readonly certificate?: never });
} & ({ readonly principal: Id; readonly person?: never; readonly role?: never } | { readonly role: "bank_system" | "trust_officer" | "social_worker" | "releaser" | "compliance" | "guardian" | "auditor" | "administrator" | "ward" | "guardian_ad_litem" | "court_recorder" | "foreign_court_reader"; readonly principal?: never });

export type RequestManyBody = {
  readonly count: number;
  readonly sums: ReadonlyArray<Amount>;
  readonly requests: ReadonlyArray<{
    readonly signature?: Bytes;
    readonly authenticator_data?: Bytes;
    readonly client_data?: Bytes;
    readonly signed_with?: Digest;
    readonly request?: Id;
    readonly payee: Id;
    readonly amount: Amount;
    readonly purpose: "education" | "medical" | "therapy" | "shelter" | "food_clothing" | "transport" | "legal_documents" | "livelihood" | "real_estate" | "allowance" | "family_needs" | "compensation" | "investment" | "handover" | "claim" | "estate" | "tax";
    readonly court_order?: Id;
    readonly rail?: "book_transfer" | "instapay" | "pesonet" | "philpass" | "swift";
    readonly voucher?: Digest;
    readonly budget?: Id;
    readonly invoice?: string;
    readonly service_from?: Date;
    readonly service_to?: Date;
    readonly note?: string;
    readonly ward: Id;
  }>;
};

export type FilePoolReturnBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly obligation: number;
  readonly filed: Date;
  readonly document?: Digest;
};

export type RecordOrderBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly order?: Id;
  readonly country: Country;
  readonly dated: Date;
  readonly total: Amount;
  readonly document: Digest;
  readonly kind_of_order?: "restitution" | "state_advance" | "defined_monetary_assistance" | "civil" | "settlement";
  readonly defendants?: ReadonlyArray<{
    readonly person: Id;
    readonly amount: Amount;
  }>;
  readonly docket?: string;
};

export type RecordRateBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly rate: {
    readonly base: Currency;
    readonly quote: Currency;
    readonly rate: Decimal;
  };
  readonly day: Date;
  readonly source: string;
};

export type MatchCreditBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly order: Id;
};

export type RecordAwardBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly award?: Id;
  readonly order: Id;
  readonly amount: Amount;
};

export type NoteOpeningBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly opening: Id;
  readonly lines: ReadonlyArray<{
    readonly award?: Id;
    readonly paper?: Digest;
    readonly amount: Amount;
    readonly income?: Amount;
    readonly paid?: Amount;
    readonly charges?: Amount;
  }>;
};

export type OpenBooksBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly opening: Id;
  readonly as_of: Date;
  readonly source: Digest;
  readonly noted: Digest;
  readonly totals: ReadonlyArray<{
    readonly lines: number;
    readonly principal: Amount;
    readonly income: Amount;
    readonly unplaced: Amount;
    readonly tax: Amount;
    readonly fee: Amount;
    readonly bank: Amount;
  }>;
  readonly unplaced?: ReadonlyArray<{
    readonly credit?: Id;
    readonly amount: Amount;
    readonly booked: Date;
  }>;
};

export type AppointGuardianBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly person?: Id;
  readonly guardian_kind: "parent" | "court_appointed" | "institution";
  readonly letters?: Date;
  readonly bond_ordered?: Amount;
  readonly no_other_property?: boolean;
  readonly other_property?: Amount;
  readonly document?: Digest;
  readonly parent?: "father" | "mother";
  readonly particulars?: {
    readonly name?: string;
    readonly address?: string;
    readonly phone?: string;
    readonly device?: string;
    readonly account?: string;
    readonly notes?: string;
  };
};

export type ApproveBondBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly guardian: Id;
  readonly amount: Amount;
  readonly approved: Date;
  readonly document?: Digest;
};

export type RegisterPayeeBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly payee?: Id;
  readonly person?: Id;
  readonly payee_kind: "school" | "medical_facility" | "shop" | "landlord" | "institution" | "person" | "government" | "lawyer" | "beneficiary" | "estate" | "payor" | "e_wallet" | "cash" | "guardian" | "bank_product";
  readonly rail: "book_transfer" | "instapay" | "pesonet" | "philpass" | "swift";
  readonly currency: Currency;
  readonly covers?: ReadonlyArray<"education" | "medical" | "therapy" | "shelter" | "food_clothing" | "transport" | "legal_documents" | "livelihood" | "real_estate" | "allowance" | "family_needs" | "compensation" | "investment" | "handover" | "claim" | "estate" | "tax">;
  readonly details: {
    readonly name: string;
    readonly account_number: string;
    readonly iban?: boolean;
    readonly bank_bic?: string;
    readonly bank_member?: string;
    readonly bank_name?: string;
    readonly address?: string;
    readonly phone?: string;
    readonly device?: string;
    readonly lei?: string;
    readonly bank_lei?: string;
    readonly postal?: {
      readonly street?: string;
      readonly building?: string;
      readonly post_code?: string;
      readonly town: string;
      readonly country: string;
    };
  };
};

export type RecordCourtOrderBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly order?: Id;
  readonly dated: Date;
  readonly expires?: Date;
  readonly cap: Amount;
  readonly purpose?: "education" | "medical" | "therapy" | "shelter" | "food_clothing" | "transport" | "legal_documents" | "livelihood" | "real_estate" | "allowance" | "family_needs" | "compensation" | "investment" | "handover" | "claim" | "estate" | "tax";
  readonly payee?: Id;
  readonly document?: Digest;
  readonly final_judgment?: boolean;
  readonly real_estate_title?: boolean;
  readonly compensation?: boolean;
  readonly account_months?: number;
  readonly receipt_days?: number;
  readonly docket?: string;
};

export type RecordAdverseBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly person?: Id;
  readonly status: "alleged" | "charged" | "convicted";
  readonly particulars?: {
    readonly name?: string;
    readonly address?: string;
    readonly phone?: string;
    readonly device?: string;
    readonly account?: string;
    readonly notes?: string;
  };
};

export type FileReturnBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly obligation: number;
  readonly filed: Date;
  readonly document?: Digest;
};

export type EraseWardBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly reason: string;
};

export type ConvertBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly sold: Amount;
  readonly bought: Amount;
  readonly rate: {
    readonly base: Currency;
    readonly quote: Currency;
    readonly rate: Decimal;
  };
  readonly source: string;
  readonly dealt: Instant;
  readonly charge?: Amount;
  readonly references: ReadonlyArray<string>;
};

export type RequestDisbursementBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly request?: Id;
  readonly payee: Id;
  readonly amount: Amount;
  readonly purpose: "education" | "medical" | "therapy" | "shelter" | "food_clothing" | "transport" | "legal_documents" | "livelihood" | "real_estate" | "allowance" | "family_needs" | "compensation" | "investment" | "handover" | "claim" | "estate" | "tax";
  readonly court_order?: Id;
  readonly rail?: "book_transfer" | "instapay" | "pesonet" | "philpass" | "swift";
  readonly voucher?: Digest;
  readonly budget?: Id;
  readonly invoice?: string;
  readonly service_from?: Date;
  readonly service_to?: Date;
  readonly note?: string;
};

export type RecordChargeBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly amount: Amount;
  readonly booked: Date;
  readonly charge?: "bank_charge" | "trustee_fee";
  readonly references: ReadonlyArray<string>;
};

export type RecordFactBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly fact: "birth_evidence" | "residence" | "marriage" | "death" | "adoption" | "foster_care" | "child_welfare_event" | "incapacity" | "incapacity_petition" | "age_found_by_court" | "identity_proved" | "heartbeat" | "tax_residence_proof" | "estate_clearance" | "estate_representative" | "trust_terms" | "appeal_pending" | "restitution_vacated" | "interview_passed" | "interview_concern" | "coached" | "unworthy_heir";
  readonly since: Date;
  readonly until?: Date;
  readonly document?: Digest;
  readonly born_earliest?: Date;
  readonly born_latest?: Date;
  readonly evidence?: "birth_certificate" | "philsys" | "baptismal" | "school_record" | "affidavit" | "estimate";
  readonly residence?: "philippines" | "abroad";
  readonly person?: Id;
  readonly terms?: {
    readonly auto_invest?: boolean;
    readonly no_charges_on_principal?: boolean;
    readonly allowance?: Amount;
    readonly receipt_days?: number;
  };
  readonly ends?: number;
  readonly note?: string;
};

export type ChangeGuardianBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly to: "active" | "suspended" | "removed" | "resigned" | "discharged" | "ended";
  readonly dated: Date;
  readonly document?: Digest;
  readonly reason: string;
};

export type RecordRelationBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly person?: Id;
  readonly other?: Id;
  readonly relation: "spouse" | "cohabitant" | "parent" | "child" | "sibling" | "other_relative" | "household" | "trustee_related" | "employer" | "guardian_ad_litem" | "court_recorder";
  readonly degree?: number;
  readonly particulars?: {
    readonly name?: string;
    readonly address?: string;
    readonly phone?: string;
    readonly device?: string;
    readonly account?: string;
    readonly notes?: string;
  };
};

export type ChangePayeeBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly rail?: "book_transfer" | "instapay" | "pesonet" | "philpass" | "swift";
  readonly details: {
    readonly name: string;
    readonly account_number: string;
    readonly iban?: boolean;
    readonly bank_bic?: string;
    readonly bank_member?: string;
    readonly bank_name?: string;
    readonly address?: string;
    readonly phone?: string;
    readonly device?: string;
    readonly lei?: string;
    readonly bank_lei?: string;
    readonly postal?: {
      readonly street?: string;
      readonly building?: string;
      readonly post_code?: string;
      readonly town: string;
      readonly country: string;
    };
  };
};

export type SetBudgetBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly budget?: Id;
  readonly purpose: "education" | "medical" | "therapy" | "shelter" | "food_clothing" | "transport" | "legal_documents" | "livelihood" | "real_estate" | "allowance" | "family_needs" | "compensation" | "investment" | "handover" | "claim" | "estate" | "tax";
  readonly from: Date;
  readonly to: Date;
  readonly amount: Amount;
  readonly court_order?: Id;
};

export type ShareVoucherBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly document: Digest;
  readonly total: Amount;
  readonly share: Amount;
  readonly payee: Id;
};

export type ChangeCourtOrderBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly to: "in_force" | "stayed" | "amended" | "vacated" | "spent";
  readonly dated: Date;
  readonly document?: Digest;
  readonly cap?: Amount;
  readonly expires?: Date;
  readonly docket?: string;
};

export type RecordElectionBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly election: "pay_out" | "stay";
  readonly dated: Date;
  readonly document?: Digest;
  readonly payee?: Id;
  readonly until?: Date;
};

export type FileReceiptBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly request: Id;
  readonly document: Digest;
  readonly amount: Amount;
  readonly dated: Date;
  readonly payee: Id;
  readonly invoice?: string;
};

export type RecordInterestBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly gross: Amount;
  readonly tax: Amount;
  readonly booked: Date;
  readonly from: Date;
  readonly to: Date;
  readonly on: Amount;
  readonly rate_ppm: number;
  readonly day_count: 360 | 365;
  readonly placed: Date;
  readonly long_term?: boolean;
  readonly references: ReadonlyArray<string>;
};

export type OpenDutyBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly about: {
    readonly kind: "ledger" | "pool" | "order" | "ward" | "protection" | "watch";
    readonly id?: Id;
  } & ({ readonly kind: "ledger"; readonly id?: never } | { readonly id: Id; readonly kind: "pool" | "order" | "ward" | "protection" | "watch" });
  readonly duty: "inventory" | "property_report" | "annual_account" | "covered_transaction_report" | "payor_notice" | "bond" | "suspense_review" | "receipt" | "suspicious_transaction_report" | "determination" | "law_enforcement_report" | "risk_event_report" | "breach_notice" | "court_notice" | "final_account" | "account_review" | "heartbeat" | "unclaimed_report" | "age_proof" | "identity_proof" | "interview" | "guardian_review" | "bond_increase" | "account_approval" | "tax_remittance" | "concentration_review" | "reconciliation" | "credential_notice" | "credential_review";
  readonly owner: "guardian" | "trust_officer" | "compliance" | "court" | "social_worker" | "ward";
  readonly due: Date;
  readonly document?: Digest;
  readonly moves?: number;
};

export type FileDutyBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly about: {
    readonly kind: "ledger" | "pool" | "order" | "ward" | "protection" | "watch";
    readonly id?: Id;
  } & ({ readonly kind: "ledger"; readonly id?: never } | { readonly id: Id; readonly kind: "pool" | "order" | "ward" | "protection" | "watch" });
  readonly obligation: number;
  readonly filed: Date;
  readonly document?: Digest;
};

export type ReturnPaymentBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly ward: Id;
  readonly amount: Amount;
  readonly booked: Date;
  readonly value_date: Date;
  readonly references: ReadonlyArray<string>;
  readonly reason_code: string;
  readonly refunded_fee?: Amount;
};

export type RemitBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly account: "tax" | "fee";
  readonly amount: Amount;
  readonly booked: Date;
  readonly references: ReadonlyArray<string>;
  readonly document?: Digest;
};

export type ResolveCreditBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly to: "returned" | "third_party";
  readonly amount: Amount;
  readonly document?: Digest;
  readonly references: ReadonlyArray<string>;
};

export type AnswerRecallBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly to: "open" | "promised" | "refused";
  readonly reason?: ReasonCode;
  readonly court_order?: Id;
  readonly document?: Digest;
};

export type ObjectBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly document?: Digest;
  readonly withdrawn?: boolean;
};

export type SetFreezeBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly freeze?: Id;
  readonly about: {
    readonly kind: "ledger" | "pool" | "order" | "ward" | "protection" | "watch";
    readonly id?: Id;
  } & ({ readonly kind: "ledger"; readonly id?: never } | { readonly id: Id; readonly kind: "pool" | "order" | "ward" | "protection" | "watch" });
  readonly freeze_kind: "court" | "amlc" | "bank" | "claim" | "death" | "guardian" | "review";
  readonly dated: Date;
  readonly until?: Date;
  readonly amount?: Amount;
  readonly document?: Digest;
  readonly person?: Id;
};

export type LiftFreezeBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly about: {
    readonly kind: "ledger" | "pool" | "order" | "ward" | "protection" | "watch";
    readonly id?: Id;
  } & ({ readonly kind: "ledger"; readonly id?: never } | { readonly id: Id; readonly kind: "pool" | "order" | "ward" | "protection" | "watch" });
  readonly dated: Date;
  readonly document?: Digest;
  readonly reason: string;
};

export type OpenCaseBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly about: {
    readonly kind: "ledger" | "pool" | "order" | "ward" | "protection" | "watch";
    readonly id?: Id;
  } & ({ readonly kind: "ledger"; readonly id?: never } | { readonly id: Id; readonly kind: "pool" | "order" | "ward" | "protection" | "watch" });
  readonly flag: ShortCode;
  readonly request?: Id;
  readonly credit?: Id;
  readonly note?: string;
};

export type MoveCaseBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly about: {
    readonly kind: "ledger" | "pool" | "order" | "ward" | "protection" | "watch";
    readonly id?: Id;
  } & ({ readonly kind: "ledger"; readonly id?: never } | { readonly id: Id; readonly kind: "pool" | "order" | "ward" | "protection" | "watch" });
  readonly number: number;
  readonly to: "open" | "suspicious" | "clear" | "reported" | "closed";
  readonly dated: Date;
  readonly document?: Digest;
  readonly trafficking?: boolean;
  readonly note?: string;
};

export type EnrolPrincipalBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly principal?: Id;
  readonly person?: Id;
  readonly role: "bank_system" | "trust_officer" | "social_worker" | "releaser" | "compliance" | "guardian" | "auditor" | "administrator" | "ward" | "guardian_ad_litem" | "court_recorder" | "foreign_court_reader";
  readonly orders?: ReadonlyArray<Id>;
  readonly certificate: string;
} & ({ readonly orders: ReadonlyArray<Id>; readonly role: "foreign_court_reader" } | { readonly role: "bank_system" | "trust_officer" | "social_worker" | "releaser" | "compliance" | "guardian" | "auditor" | "administrator" | "ward" | "guardian_ad_litem" | "court_recorder"; readonly orders?: never });

export type RevokePrincipalBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly reason: string;
};

export type AdoptRulebookBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly rulebook: string;
};

export type ApproveBody = {
  readonly signature: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
};

export type CancelProposalBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly reason: string;
};

export type ReleaseBody = {
  readonly signature: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
};

export type ReleaseRequestFileBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly total: Amount;
  readonly payments: number;
};

export type ReleaseFileBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly total: Amount;
  readonly payments: number;
};

export type ReverseEntryBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly reason: string;
  readonly about?: {
    readonly kind: "ledger" | "pool" | "order" | "ward" | "protection" | "watch";
    readonly id?: Id;
  } & ({ readonly kind: "ledger"; readonly id?: never } | { readonly id: Id; readonly kind: "pool" | "order" | "ward" | "protection" | "watch" });
};

export type ApproveManyBody = {
  readonly count: number;
  readonly sums: ReadonlyArray<Amount>;
  readonly approvals: ReadonlyArray<{
    readonly signature: Bytes;
    readonly authenticator_data?: Bytes;
    readonly client_data?: Bytes;
    readonly signed_with?: Digest;
    readonly proposal: number;
  }>;
};

export type ReplayDeadLettersBody = {
  readonly webhook: string;
  readonly from?: number;
  readonly entry?: number;
} & ({ readonly from: number; readonly entry?: never } | { readonly entry: number; readonly from?: never });

export type TakeSealBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly day: Date;
};

export type DeclareLogKeyBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly key: string;
  readonly standing: "active" | "retired" | "compromised";
};

export type AdoptWitnessesBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly quorum: number;
  readonly witnesses: ReadonlyArray<string>;
};

export type AdoptRelyingPartyBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly id: string;
  readonly origin: string;
};

export type RemoveCredentialBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly credential: Digest;
  readonly reason: string;
};

export type RecoverCredentialBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly lost: ReadonlyArray<Digest>;
  readonly reason: string;
  readonly credential: {
    readonly certificate?: string;
    readonly passkey?: {
      readonly challenge: Bytes;
      readonly id: Bytes;
      readonly client_data: Bytes;
      readonly attestation_object: Bytes;
    };
  } & ({ readonly certificate: string; readonly passkey?: never } | { readonly passkey: {
    readonly challenge: Bytes;
    readonly id: Bytes;
    readonly client_data: Bytes;
    readonly attestation_object: Bytes;
  }; readonly certificate?: never });
};

export type KeepCredentialsBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly reason: string;
};

export type MoveClockBody = {
  readonly signature?: Bytes;
  readonly authenticator_data?: Bytes;
  readonly client_data?: Bytes;
  readonly signed_with?: Digest;
  readonly to: Instant;
};

/** The door, an operation a method. */
export class Katiwala {
  constructor(private readonly door: Door) {}

  /** Who the caller is here. GET /v1/me */
  readMe(): Promise<Answered<200, Me> | Refused> {
    return this.door.ask("GET", `/v1/me`, {});
  }

  /** How the ledger stands. GET /v1/status */
  readStatus(): Promise<Answered<200, Status> | Refused> {
    return this.door.ask("GET", `/v1/status`, {});
  }

  /** All pools with their balances. GET /v1/pools */
  readPools(): Promise<Answered<200, Pools> | Refused> {
    return this.door.ask("GET", `/v1/pools`, {});
  }

  /** Open a pool. POST /v1/pools */
  openPool(body: OpenPoolBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/pools`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** One pool. GET /v1/pools/{pool} */
  readPool(pool: Id): Promise<Answered<200, Pool> | Refused> {
    return this.door.ask("GET", `/v1/pools/${encodeURIComponent(pool)}`, {});
  }

  /** Credits received, in the order of their entries. GET /v1/credits */
  readCredits(query: { readonly matched?: "true" | "false"; readonly after?: number; readonly limit?: number } = {}): Promise<Answered<200, Credits> | Refused> {
    return this.door.ask("GET", `/v1/credits`, query);
  }

  /** A foreign order, and what of its awards is outstanding. GET /v1/orders/{order} */
  readOrder(order: Id): Promise<Answered<200, Order> | Refused> {
    return this.door.ask("GET", `/v1/orders/${encodeURIComponent(order)}`, {});
  }

  /** The wards the caller may see. GET /v1/wards */
  readWards(query: { readonly after?: number; readonly limit?: number } = {}): Promise<Answered<200, Wards> | Refused> {
    return this.door.ask("GET", `/v1/wards`, query);
  }

  /** Open a ward's account. POST /v1/wards */
  openWard(body: OpenWardBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/wards`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** One ward: record, balances, awards, orders, budgets, duties. GET /v1/wards/{ward} */
  readWard(ward: Id): Promise<Answered<200, Ward> | Refused> {
    return this.door.ask("GET", `/v1/wards/${encodeURIComponent(ward)}`, {});
  }

  /** What stands on her accounts, or stood on a day. GET /v1/wards/{ward}/balances */
  readBalances(ward: Id, query: { readonly as_of?: AsOf } = {}): Promise<Answered<200, Balances> | Refused> {
    return this.door.ask("GET", `/v1/wards/${encodeURIComponent(ward)}/balances`, query);
  }

  /** Her entries, a page at a time. GET /v1/wards/{ward}/entries */
  readWardEntries(ward: Id, query: { readonly command?: Command; readonly after?: number; readonly limit?: number } = {}): Promise<Answered<200, Entries> | Refused> {
    return this.door.ask("GET", `/v1/wards/${encodeURIComponent(ward)}/entries`, query);
  }

  /** What the bank's people know of the danger around her (R38). GET /v1/wards/{ward}/protection */
  readProtection(ward: Id): Promise<Answered<200, Protection> | Refused> {
    return this.door.ask("GET", `/v1/wards/${encodeURIComponent(ward)}/protection`, {});
  }

  /** What compliance alone knows (R38). GET /v1/wards/{ward}/watch */
  readWardWatch(ward: Id): Promise<Answered<200, Watch> | Refused> {
    return this.door.ask("GET", `/v1/wards/${encodeURIComponent(ward)}/watch`, {});
  }

  /** What compliance alone knows of a pool (R38). GET /v1/pools/{pool}/watch */
  readPoolWatch(pool: Id): Promise<Answered<200, Watch> | Refused> {
    return this.door.ask("GET", `/v1/pools/${encodeURIComponent(pool)}/watch`, {});
  }

  /** Incidents, and the duties they opened (R40, R67). GET /v1/incidents */
  readIncidents(): Promise<Answered<200, Incidents> | Refused> {
    return this.door.ask("GET", `/v1/incidents`, {});
  }

  /** Report an incident. POST /v1/incidents */
  reportIncident(body: ReportIncidentBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/incidents`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Relations of the trustee's own people (R34). GET /v1/trustee-relations */
  readTrusteeRelations(): Promise<Answered<200, TrusteeRelations> | Refused> {
    return this.door.ask("GET", `/v1/trustee-relations`, {});
  }

  /** Record a relation of the trustee's own people. POST /v1/trustee-relations */
  recordTrusteeRelation(body: RecordTrusteeRelationBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/trustee-relations`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** The caller's credentials; for the office everybody's. GET /v1/credentials */
  readCredentials(): Promise<Answered<200, Credentials> | Refused> {
    return this.door.ask("GET", `/v1/credentials`, {});
  }

  /** Enrol a passkey or certificate, which counts after a pause. POST /v1/credentials */
  enrolCredential(body: EnrolCredentialBody, key: IdempotencyKey, query: { readonly show?: "canonical"; readonly dry_run?: "true" } = {}): Promise<Answered<200, Canonical | DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/credentials`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** What a new passkey is to answer, drawn for this once. GET /v1/credential-challenge */
  drawCredentialChallenge(): Promise<Answered<200, CredentialChallenge> | Refused> {
    return this.door.ask("GET", `/v1/credential-challenge`, {});
  }

  /** What waits for other persons. GET /v1/proposals */
  readProposals(query: { readonly after?: number; readonly limit?: number } = {}): Promise<Answered<200, Proposals> | Refused> {
    return this.door.ask("GET", `/v1/proposals`, query);
  }

  /** One proposal, and the bytes that an approval signs. GET /v1/proposals/{proposal} */
  readProposal(proposal: number): Promise<Answered<200, Proposal> | Refused> {
    return this.door.ask("GET", `/v1/proposals/${encodeURIComponent(proposal)}`, {});
  }

  /** Requests for disbursement. GET /v1/requests */
  readRequests(query: { readonly ward?: Id; readonly state?: "judged" | "approved" | "released" | "handed_over" | "settled" | "cancelled" | "returned"; readonly after?: number; readonly limit?: number } = {}): Promise<Answered<200, Requests> | Refused> {
    return this.door.ask("GET", `/v1/requests`, query);
  }

  /** Ask for disbursements under a control sum. POST /v1/requests */
  requestMany(body: RequestManyBody, key: IdempotencyKey): Promise<Answered<200, BulkAnswer> | Refused> {
    return this.door.ask("POST", `/v1/requests`, {}, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** One request, and the bytes that a release signs. GET /v1/requests/{request} */
  readRequest(request: Id): Promise<Answered<200, Request> | Refused> {
    return this.door.ask("GET", `/v1/requests/${encodeURIComponent(request)}`, {});
  }

  /** The payment file; the first fetch by the bank's system or a releaser hands it over. GET /v1/requests/{request}/file */
  readRequestFile(request: Id): Promise<Answered<200, Buffer> | Refused> {
    return this.door.ask("GET", `/v1/requests/${encodeURIComponent(request)}/file`, {});
  }

  /** Files of several payments: those under way, or of a pool and a day. GET /v1/payment-files */
  readPaymentFiles(query: { readonly pool?: Id; readonly day?: Date } = {}): Promise<Answered<200, PaymentFiles> | Refused> {
    return this.door.ask("GET", `/v1/payment-files`, query);
  }

  /** One such file, after its cut-off; the first fetch by the bank's system or a releaser hands it over. GET /v1/payment-files/{payment_file} */
  readPaymentFile(paymentFile: Id): Promise<Answered<200, Buffer> | Refused> {
    return this.door.ask("GET", `/v1/payment-files/${encodeURIComponent(paymentFile)}`, {});
  }

  /** Entries as far as the caller may see them, a page at a time. GET /v1/entries */
  readEntries(query: { readonly command?: Command; readonly after?: number; readonly limit?: number } = {}): Promise<Answered<200, EntryPage> | Refused> {
    return this.door.ask("GET", `/v1/entries`, query);
  }

  /** That something happened, and where to read it, for ever. GET /v1/events */
  readEvents(query: { readonly after?: number; readonly limit?: number } = {}): Promise<Answered<200, Events> | Refused> {
    return this.door.ask("GET", `/v1/events`, query);
  }

  /** The caller's webhooks, and how each stands. GET /v1/webhooks */
  readWebhooks(): Promise<Answered<200, Webhooks> | Refused> {
    return this.door.ask("GET", `/v1/webhooks`, {});
  }

  /** What was given up of the caller's webhooks. GET /v1/dead-letters */
  readDeadLetters(query: { readonly webhook?: string; readonly after?: number; readonly limit?: number } = {}): Promise<Answered<200, DeadLetters> | Refused> {
    return this.door.ask("GET", `/v1/dead-letters`, query);
  }

  /** One entry, as far as the caller may see it. GET /v1/entries/{entry} */
  readEntry(entry: number, query: { readonly lang?: "en" | "fil" | "ceb" } = {}): Promise<Answered<200, Entry> | Refused> {
    return this.door.ask("GET", `/v1/entries/${encodeURIComponent(entry)}`, query);
  }

  /** Why an entry was decided as it was, decided again. GET /v1/entries/{entry}/explain */
  readExplanation(entry: number): Promise<Answered<200, Explanation> | Refused> {
    return this.door.ask("GET", `/v1/entries/${encodeURIComponent(entry)}/explain`, {});
  }

  /** A proof that the entry is under a published head. GET /v1/entries/{entry}/receipt */
  readReceipt(entry: number): Promise<Answered<200, Buffer> | Refused> {
    return this.door.ask("GET", `/v1/entries/${encodeURIComponent(entry)}/receipt`, {});
  }

  /** Everything about her, with the proof that it is everything. GET /v1/wards/{ward}/statement */
  readStatement(ward: Id, query: { readonly as_of?: Date } = {}): Promise<Answered<200, Buffer> | Refused> {
    return this.door.ask("GET", `/v1/wards/${encodeURIComponent(ward)}/statement`, query);
  }

  /** To which order a credit may belong, with the grounds; it matches nothing (R55). GET /v1/credits/{credit}/suggestions */
  readSuggestions(credit: Id): Promise<Answered<200, Suggestions> | Refused> {
    return this.door.ask("GET", `/v1/credits/${encodeURIComponent(credit)}/suggestions`, {});
  }

  /** Book, bank and what is held, on a banking day, with the breaks (R32). GET /v1/pools/{pool}/reconciliation */
  readReconciliation(pool: Id, query: { readonly day?: Date } = {}): Promise<Answered<200, Reconciliation> | Refused> {
    return this.door.ask("GET", `/v1/pools/${encodeURIComponent(pool)}/reconciliation`, query);
  }

  /** The same as a page. GET /v1/pools/{pool}/reconciliation.html */
  readReconciliationPage(pool: Id, query: { readonly day?: Date } = {}): Promise<Answered<200, Buffer> | Refused> {
    return this.door.ask("GET", `/v1/pools/${encodeURIComponent(pool)}/reconciliation.html`, query);
  }

  /** What is open at the end of a day, as far as the caller may see it (R38). GET /v1/end-of-day */
  readEndOfDay(query: { readonly day?: Date } = {}): Promise<Answered<200, EndOfDay> | Refused> {
    return this.door.ask("GET", `/v1/end-of-day`, query);
  }

  /** What is noted of an older book that is to be brought in, and what it comes to. GET /v1/pools/{pool}/openings/{opening} */
  readOpening(pool: Id, opening: Id): Promise<Answered<200, Opening> | Refused> {
    return this.door.ask("GET", `/v1/pools/${encodeURIComponent(pool)}/openings/${encodeURIComponent(opening)}`, {});
  }

  /** Payments that banks ask back, and what they were answered. GET /v1/recalls */
  readRecalls(query: { readonly after?: number; readonly limit?: number } = {}): Promise<Answered<200, Recalls> | Refused> {
    return this.door.ask("GET", `/v1/recalls`, query);
  }

  /** The answer to the asking bank, as it stands now: a camt.029. GET /v1/recalls/{recall}/resolution */
  readResolution(recall: Id): Promise<Answered<200, Buffer> | Refused> {
    return this.door.ask("GET", `/v1/recalls/${encodeURIComponent(recall)}/resolution`, {});
  }

  /** Say that a pool's duty was met. POST /v1/pools/{pool}/returns */
  filePoolReturn(pool: Id, body: FilePoolReturnBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/pools/${encodeURIComponent(pool)}/returns`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Record a foreign order. POST /v1/orders */
  recordOrder(body: RecordOrderBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/orders`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Record a rate of exchange. POST /v1/rates */
  recordRate(body: RecordRateBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/rates`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Match a credit to an order. POST /v1/credits/{credit}/match */
  matchCredit(credit: Id, body: MatchCreditBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/credits/${encodeURIComponent(credit)}/match`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Record what an order awards her. POST /v1/wards/{ward}/awards */
  recordAward(ward: Id, body: RecordAwardBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/wards/${encodeURIComponent(ward)}/awards`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Note what an older book holds for her; it moves nothing. POST /v1/wards/{ward}/opening */
  noteOpening(ward: Id, body: NoteOpeningBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/wards/${encodeURIComponent(ward)}/opening`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Bring an older book in, as it is noted. POST /v1/pools/{pool}/openings */
  openBooks(pool: Id, body: OpenBooksBody, key: IdempotencyKey, query: { readonly show?: "canonical"; readonly dry_run?: "true" } = {}): Promise<Answered<200, Canonical | DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/pools/${encodeURIComponent(pool)}/openings`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Record a guardian. POST /v1/wards/{ward}/guardians */
  appointGuardian(ward: Id, body: AppointGuardianBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/wards/${encodeURIComponent(ward)}/guardians`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Record a guardian's bond. POST /v1/wards/{ward}/bonds */
  approveBond(ward: Id, body: ApproveBondBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/wards/${encodeURIComponent(ward)}/bonds`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Register a payee of hers. POST /v1/wards/{ward}/payees */
  registerPayee(ward: Id, body: RegisterPayeeBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/wards/${encodeURIComponent(ward)}/payees`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Record a court's order about her money. POST /v1/wards/{ward}/court-orders */
  recordCourtOrder(ward: Id, body: RecordCourtOrderBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/wards/${encodeURIComponent(ward)}/court-orders`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Record whom she must be kept from. POST /v1/wards/{ward}/adverse */
  recordAdverse(ward: Id, body: RecordAdverseBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/wards/${encodeURIComponent(ward)}/adverse`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Say that a duty was met. POST /v1/wards/{ward}/returns */
  fileReturn(ward: Id, body: FileReturnBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/wards/${encodeURIComponent(ward)}/returns`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Erase what names her. POST /v1/wards/{ward}/erasure */
  eraseWard(ward: Id, body: EraseWardBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/wards/${encodeURIComponent(ward)}/erasure`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Record a conversion of her money. POST /v1/wards/{ward}/conversions */
  convert(ward: Id, body: ConvertBody, key: IdempotencyKey, query: { readonly show?: "canonical"; readonly dry_run?: "true" } = {}): Promise<Answered<200, Canonical | DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/wards/${encodeURIComponent(ward)}/conversions`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Ask for a disbursement. POST /v1/wards/{ward}/requests */
  requestDisbursement(ward: Id, body: RequestDisbursementBody, key: IdempotencyKey, query: { readonly show?: "canonical"; readonly dry_run?: "true" } = {}): Promise<Answered<200, Canonical | DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/wards/${encodeURIComponent(ward)}/requests`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Record a charge. POST /v1/wards/{ward}/charges */
  recordCharge(ward: Id, body: RecordChargeBody, key: IdempotencyKey, query: { readonly show?: "canonical"; readonly dry_run?: "true" } = {}): Promise<Answered<200, Canonical | DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/wards/${encodeURIComponent(ward)}/charges`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Record a fact of her life. POST /v1/wards/{ward}/facts */
  recordFact(ward: Id, body: RecordFactBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/wards/${encodeURIComponent(ward)}/facts`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Change how a guardian stands. POST /v1/wards/{ward}/guardians/{guardian}/standing */
  changeGuardian(ward: Id, guardian: Id, body: ChangeGuardianBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/wards/${encodeURIComponent(ward)}/guardians/${encodeURIComponent(guardian)}/standing`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Record who is related to whom around her. POST /v1/wards/{ward}/relations */
  recordRelation(ward: Id, body: RecordRelationBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/wards/${encodeURIComponent(ward)}/relations`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Give a payee other account details. POST /v1/wards/{ward}/payees/{payee}/account */
  changePayee(ward: Id, payee: Id, body: ChangePayeeBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/wards/${encodeURIComponent(ward)}/payees/${encodeURIComponent(payee)}/account`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Set a budget. POST /v1/wards/{ward}/budgets */
  setBudget(ward: Id, body: SetBudgetBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/wards/${encodeURIComponent(ward)}/budgets`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Record her share of a bill for several wards. POST /v1/wards/{ward}/vouchers */
  shareVoucher(ward: Id, body: ShareVoucherBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/wards/${encodeURIComponent(ward)}/vouchers`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Change how a court's order stands. POST /v1/wards/{ward}/court-orders/{court_order}/standing */
  changeCourtOrder(ward: Id, courtOrder: Id, body: ChangeCourtOrderBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/wards/${encodeURIComponent(ward)}/court-orders/${encodeURIComponent(courtOrder)}/standing`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Record what she chose when she came of age. POST /v1/wards/{ward}/election */
  recordElection(ward: Id, body: RecordElectionBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/wards/${encodeURIComponent(ward)}/election`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** File a receipt for what was paid. POST /v1/wards/{ward}/receipts */
  fileReceipt(ward: Id, body: FileReceiptBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/wards/${encodeURIComponent(ward)}/receipts`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Record interest. POST /v1/wards/{ward}/interest */
  recordInterest(ward: Id, body: RecordInterestBody, key: IdempotencyKey, query: { readonly show?: "canonical"; readonly dry_run?: "true" } = {}): Promise<Answered<200, Canonical | DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/wards/${encodeURIComponent(ward)}/interest`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Open a duty, or move one to the day that a court gave. POST /v1/duties */
  openDuty(body: OpenDutyBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/duties`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Say that a duty of a protection file, a watch or the ledger was met. POST /v1/duties/filing */
  fileDuty(body: FileDutyBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/duties/filing`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Record that a payment came back. POST /v1/requests/{request}/return */
  returnPayment(request: Id, body: ReturnPaymentBody, key: IdempotencyKey, query: { readonly show?: "canonical"; readonly dry_run?: "true" } = {}): Promise<Answered<200, Canonical | DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/requests/${encodeURIComponent(request)}/return`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Record what was paid out of a pool's tax or fees. POST /v1/pools/{pool}/remittances */
  remit(pool: Id, body: RemitBody, key: IdempotencyKey, query: { readonly show?: "canonical"; readonly dry_run?: "true" } = {}): Promise<Answered<200, Canonical | DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/pools/${encodeURIComponent(pool)}/remittances`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Say what became of a credit that is nobody's. POST /v1/credits/{credit}/resolution */
  resolveCredit(credit: Id, body: ResolveCreditBody, key: IdempotencyKey, query: { readonly show?: "canonical"; readonly dry_run?: "true" } = {}): Promise<Answered<200, Canonical | DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/credits/${encodeURIComponent(credit)}/resolution`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Promise a payment back to the bank that asks for it, or refuse. POST /v1/recalls/{recall}/answer */
  answerRecall(recall: Id, body: AnswerRecallBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/recalls/${encodeURIComponent(recall)}/answer`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Object to a proposal. POST /v1/proposals/{proposal}/objection */
  object(proposal: number, body: ObjectBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/proposals/${encodeURIComponent(proposal)}/objection`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Freeze, or extend a freeze. POST /v1/freezes */
  setFreeze(body: SetFreezeBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/freezes`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Lift a freeze. POST /v1/freezes/{freeze}/lifting */
  liftFreeze(freeze: Id, body: LiftFreezeBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/freezes/${encodeURIComponent(freeze)}/lifting`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Open a case. POST /v1/cases */
  openCase(body: OpenCaseBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/cases`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Move a case. POST /v1/cases/standing */
  moveCase(body: MoveCaseBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/cases/standing`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Enrol somebody, with a certificate. POST /v1/principals */
  enrolPrincipal(body: EnrolPrincipalBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/principals`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Revoke a certificate's standing. POST /v1/principals/{principal}/revocation */
  revokePrincipal(principal: Id, body: RevokePrincipalBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/principals/${encodeURIComponent(principal)}/revocation`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Adopt a rulebook. POST /v1/rulebooks */
  adoptRulebook(body: AdoptRulebookBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/rulebooks`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Approve a proposal, signed. POST /v1/proposals/{proposal}/approvals */
  approve(proposal: number, body: ApproveBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/proposals/${encodeURIComponent(proposal)}/approvals`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Take a proposal back. POST /v1/proposals/{proposal}/cancellation */
  cancelProposal(proposal: number, body: CancelProposalBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/proposals/${encodeURIComponent(proposal)}/cancellation`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Release a payment, signed. POST /v1/requests/{request}/release */
  release(request: Id, body: ReleaseBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/requests/${encodeURIComponent(request)}/release`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Release the file of one payment, signed; another releaser agrees. POST /v1/requests/{request}/file/release */
  releaseRequestFile(request: Id, body: ReleaseRequestFileBody, key: IdempotencyKey, query: { readonly show?: "canonical"; readonly dry_run?: "true" } = {}): Promise<Answered<200, Canonical | DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/requests/${encodeURIComponent(request)}/file/release`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Release a file of several payments, signed; another releaser agrees. POST /v1/payment-files/{payment_file}/release */
  releaseFile(paymentFile: Id, body: ReleaseFileBody, key: IdempotencyKey, query: { readonly show?: "canonical"; readonly dry_run?: "true" } = {}): Promise<Answered<200, Canonical | DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/payment-files/${encodeURIComponent(paymentFile)}/release`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Reverse an entry. POST /v1/entries/{entry}/reversal */
  reverseEntry(entry: number, body: ReverseEntryBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/entries/${encodeURIComponent(entry)}/reversal`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Approve proposals, each signed, under a control sum. POST /v1/approvals */
  approveMany(body: ApproveManyBody, key: IdempotencyKey): Promise<Answered<200, BulkAnswer> | Refused> {
    return this.door.ask("POST", `/v1/approvals`, {}, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Take a bank's message: XML of ISO 20022, or a SWIFT MT. POST /v1/bank-messages */
  receiveBankMessage(body: string, key: IdempotencyKey, kind: "application/xml" | "text/plain" = "application/xml"): Promise<Answered<200, BankMessageAnswer> | Refused> {
    return this.door.ask("POST", `/v1/bank-messages`, {}, { kind, text: body, key });
  }

  /** Send dead letters again: one, or all from an entry on. POST /v1/dead-letters/replays */
  replayDeadLetters(body: ReplayDeadLettersBody, key: IdempotencyKey): Promise<Answered<200, Replay> | Refused> {
    return this.door.ask("POST", `/v1/dead-letters/replays`, {}, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Seal a day. POST /v1/seals */
  takeSeal(body: TakeSealBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/seals`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Declare how a key of the log stands. POST /v1/log-keys */
  declareLogKey(body: DeclareLogKeyBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/log-keys`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Adopt witnesses and their quorum. POST /v1/witnesses */
  adoptWitnesses(body: AdoptWitnessesBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/witnesses`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Say for which site passkeys are made. POST /v1/relying-party */
  adoptRelyingParty(body: AdoptRelyingPartyBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/relying-party`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Remove a credential, after a pause. POST /v1/principals/{principal}/removal */
  removeCredential(principal: Id, body: RemoveCredentialBody, key: IdempotencyKey, query: { readonly show?: "canonical"; readonly dry_run?: "true" } = {}): Promise<Answered<200, Canonical | DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/principals/${encodeURIComponent(principal)}/removal`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Put a credential in the place of lost ones, after a pause. POST /v1/principals/{principal}/recovery */
  recoverCredential(principal: Id, body: RecoverCredentialBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/principals/${encodeURIComponent(principal)}/recovery`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Stop every change of a person's credentials that is in its pause. POST /v1/principals/{principal}/keeping */
  keepCredentials(principal: Id, body: KeepCredentialsBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/principals/${encodeURIComponent(principal)}/keeping`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** Move a sandbox's clock forward. POST /v1/sandbox/clock */
  moveClock(body: MoveClockBody, key: IdempotencyKey, query: { readonly dry_run?: "true" } = {}): Promise<Answered<200, DryRun> | Answered<201, Answer> | Answered<202, Answer> | Refused> {
    return this.door.ask("POST", `/v1/sandbox/clock`, query, { kind: "application/json", text: JSON.stringify(body), key });
  }

  /** This description. GET /v1/openapi.json */
  readOpenapi(): Promise<Answered<200, Readonly<Record<string, unknown>>> | Refused> {
    return this.door.ask("GET", `/v1/openapi.json`, {});
  }

  /** Every refusal that there is. GET /problems */
  readProblems(): Promise<Answered<200, Problems> | Refused> {
    return this.door.ask("GET", `/problems`, {});
  }

  /** One refusal. GET /problems/{code} */
  readProblem(code: Code): Promise<Answered<200, ProblemRow> | Refused> {
    return this.door.ask("GET", `/problems/${encodeURIComponent(code)}`, {});
  }
}
