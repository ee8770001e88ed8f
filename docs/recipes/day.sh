# For bash, to be sourced: what the page day.md asks with. curl does the talking, openssl signs, python3 takes answers apart. Everybody is invented.
#
#   ask WHO METHOD PATH [BODY [KEY]]   the door's answer; a body that begins with < is a bank's message
#   field PATH                         of an answer on standard input: field lines.0.result
#   sign WHO                           the signature over canonical bytes on standard input, both in base64
#   approve WHO PROPOSAL   release WHO REQUEST   agree PATH BODY
day='' day_server='' door=''

day_begin() {
  day=$(mktemp -d) || return
  katiwala init "$day/ledger" --origin sandbox.example/day >/dev/null || return
  mkfifo "$day/says"
  katiwala serve "$day/ledger" --port 0 --public-port 0 --json >"$day/says" 2>"$day/serve.log" &
  day_server=$!
  local ready
  read -r ready <"$day/says"
  door=$(field ready <<<"$ready")
  pki=$day/ledger/sandbox-pki
}

day_end() {
  [ -n "$day_server" ] && kill -TERM "$day_server" && wait "$day_server"
  rm -rf "$day"
  day_server=''
}
trap day_end EXIT

field() {
  python3 -c 'import functools, json, sys
step = lambda at, name: at[int(name)] if isinstance(at, list) else at[name]
print(functools.reduce(step, sys.argv[1].split("."), json.load(sys.stdin)))' "$1"
}

ask() {
  local who=$1 method=$2 path=$3 body=${4:-} key=${5:-} kind=application/json
  [ "${body:0:1}" = '<' ] && kind=application/xml
  set -- --silent --cacert "$pki/authority.pem" --cert "$pki/$who.pem" --key "$pki/$who-key.pem" --request "$method"
  # The key is fresh for each new act, and the same when an answer did not come and one asks again.
  [ "$method" = POST ] && set -- "$@" --header "Idempotency-Key: ${key:-$(python3 -c 'import uuid; print(uuid.uuid4())')}" --header "Content-Type: $kind" --data-binary "$body"
  curl "$@" "$door$path"
}

sign() { base64 -d | openssl dgst -sha256 -sign "$pki/$1-key.pem" | base64 -w0; }

approve() { ask "$1" POST "/v1/proposals/$2/approvals" '{"signature":"'"$(ask auditor GET "/v1/proposals/$2" | field canonical | sign "$1")"'"}'; }
release() { ask "$1" POST "/v1/requests/$2/release" '{"signature":"'"$(ask auditor GET "/v1/requests/$2" | field release_canonical | sign "$1")"'"}'; }
agree() { approve officer-2 "$(ask officer-1 POST "$1" "$2" | field proposal)"; }

# The guardian signs what she asks for: the door shows the bytes, and records nothing.
request() {
  local body='"request":"'$request'","payee":"'$payee'","amount":"'$1' PHP","purpose":"education","voucher":"'$document'"' key=day-request
  local signature
  signature=$(ask guardian POST "/v1/wards/$ward/requests?show=canonical" "{$body}" $key | field canonical | sign guardian)
  ask guardian POST "/v1/wards/$ward/requests" "{$body,\"signature\":\"$signature\"}" $key
}

verify_receipt() {
  ask auditor GET "/v1/entries/$1" | field receipt.header | base64 -d >"$day/header"
  katiwala-verify receipt "$day/entry.tlog-proof" --header "$day/header" --policy "$day/ledger/trust-policy"
}

# -- what is there before the day begins

pool=0a000000000000000000000000000001 ward=0b000000000000000000000000000001 order=0c000000000000000000000000000001
guardian=0e000000000000000000000000000001 payee=0f000000000000000000000000000001 request=1c000000000000000000000000000001
document=$(printf 'd%.0s' {1..64})
conversion='{"sold":"10000.00 USD","bought":"582350.00 PHP","rate":{"base":"USD","quote":"PHP","rate":"58.2350"},"source":"SANDBOX desk","dealt":"2026-01-05T09:00:00+08:00","references":["SBX-FX-S","SBX-FX-B"]}'

account() { printf '{"currency":"%s","details":{"name":"SANDBOX BANK AS TRUSTEE","account_number":"SBX-%s-0001","bank_bic":"SBXBPHM0"}}' "$1" "$1"; }

# A sandbox's authority issues to anybody, for the years of a sandbox's clock; a bank's own does it in production.
issue() {
  local at=$day/issued
  mkdir -p "$at" && : >"$at/index"
  printf '[ca]\ndefault_ca=here\n[here]\ndatabase=%s/index\nnew_certs_dir=%s\ndefault_md=sha256\npolicy=any\nrand_serial=yes\n' "$at" "$at" >"$at/ca.cnf"
  printf '[any]\norganizationName=optional\ncommonName=supplied\n[client]\nextendedKeyUsage=clientAuth\nkeyUsage=critical,digitalSignature\n' >>"$at/ca.cnf"
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$pki/$1-key.pem"
  openssl req -new -key "$pki/$1-key.pem" -subj "/O=SANDBOX/CN=$1" -out "$at/$1.csr"
  openssl ca -batch -notext -config "$at/ca.cnf" -extensions client -cert "$pki/authority.pem" -keyfile "$pki/authority-key.pem" -in "$at/$1.csr" \
    -out "$pki/$1.pem" -startdate 20200101000000Z -enddate 20491231235959Z 2>"$at/log"
}

day_before() {
  {
    agree /v1/pools '{"pool":"'$pool'","bank":"SBXBANK","code":"POOL1","product":"pooled_trust","accounts":['"$(account USD),$(account PHP)"']}'
    agree /v1/orders '{"order":"'$order'","country":"US","dated":"2026-01-02","total":"35000.00 USD","document":"'$document'"}'
    agree /v1/wards '{"ward":"'$ward'","pool":"'$pool'","born":"2012-05-20","evidence":"birth_certificate","residence":"philippines","trust_instrument":"'$document'"}'
    agree /v1/wards/$ward/awards '{"order":"'$order'","amount":"35000.00 USD"}'
    issue guardian
    agree /v1/principals '{"person":"'$guardian'","role":"guardian","certificate":'"$(python3 -c 'import json, sys; print(json.dumps(sys.stdin.read()))' <"$pki/guardian.pem")"'}'
    agree /v1/wards/$ward/guardians '{"person":"'$guardian'","guardian_kind":"court_appointed","letters":"2026-01-05","bond_ordered":"210000.00 PHP","no_other_property":true,"document":"'$document'"}'
    agree /v1/wards/$ward/bonds '{"guardian":"'$guardian'","amount":"210000.00 PHP","approved":"2026-01-05","document":"'$document'"}'
    agree /v1/wards/$ward/payees '{"payee":"'$payee'","payee_kind":"school","rail":"book_transfer","currency":"PHP","details":{"name":"SANDBOX SCHOOL","account_number":"SBX-555-0001","bank_bic":"SBXBPHM0"}}'
    ask officer-1 POST /v1/rates '{"rate":{"base":"USD","quote":"PHP","rate":"58.2350"},"day":"2026-01-05","source":"SANDBOX rate sheet"}'
  } >"$day/before.log"
  grep -q '"outcome":"deny"' "$day/before.log" && cat "$day/before.log" >&2 && return 1
  echo 'a pool, an order, a ward, a guardian, a school'
}

# message credit|debit: a camt.054 as a bank writes it; the debit names the payment by the references of its file.
message() {
  local amount=19975.00 currency=USD sign=CRDT references='<EndToEndId>NOTPROVIDED</EndToEndId>' paid
  local more='<AmtDtls><InstdAmt><Amt Ccy="USD">20000.00</Amt></InstdAmt></AmtDtls><Chrgs><Rcrd><Amt Ccy="USD">25.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><ChrgInclInd>true</ChrgInclInd><Br>SHAR</Br></Rcrd></Chrgs>'
  if [ "$1" = debit ]; then
    paid=$(ask bank GET "/v1/requests/$request")
    amount=18000.00 currency=PHP sign=DBIT more='' references="<EndToEndId>$(field end_to_end_id <<<"$paid")</EndToEndId><UETR>$(field uetr <<<"$paid")</UETR>"
  fi
  cat <<XML
<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>SBX-DAY-$1</MsgId><CreDtTm>2026-01-05T08:45:00+08:00</CreDtTm></GrpHdr>
<Ntfctn><Id>SBX-DAY-$1</Id><CreDtTm>2026-01-05T08:45:00+08:00</CreDtTm><Acct><Id><Othr><Id>SBX-$currency-0001</Id></Othr></Id><Ccy>$currency</Ccy></Acct>
<Ntry><Amt Ccy="$currency">$amount</Amt><CdtDbtInd>$sign</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-01-05</Dt></BookgDt><ValDt><Dt>2026-01-05</Dt></ValDt>
<AcctSvcrRef>SBXREF-DAY-$1</AcctSvcrRef><BkTxCd><Prtry><Cd>SANDBOX</Cd></Prtry></BkTxCd>
<NtryDtls><TxDtls><Refs><AcctSvcrRef>SBXREF-DAY-$1</AcctSvcrRef>$references</Refs>
<Amt Ccy="$currency">$amount</Amt><CdtDbtInd>$sign</CdtDbtInd>$more</TxDtls></NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
XML
}
