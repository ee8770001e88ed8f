#!/usr/bin/env bash
# RFC 3161: the time of a published head, from a third party, checked by openssl alone. The authority here is one for tests.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
interop_begin interop/timestamp flock openssl
ledger=$scratch/ledger head=$scratch/checkpoint
new_ledger "$ledger" 40
serve "$ledger"
accepts "the head" check fetch "${url}checkpoint" "$head"
stop "$server"
printf 'log %s\nquorum none\n' "$(check vkey "$ledger/log-key.pem" sandbox.example/interop)" >"$scratch/policy"
accepts "the head by torchwood" check checkpoint "$scratch/policy" "$head"
what=$said

# authority NAME: a certificate that may do nothing but sign times, of an authority of its own.
authority() {
  local at=$scratch/$1
  mkdir "$at"
  cat >"$at/openssl.cnf" <<CONFIG
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical,CA:true
[signs_times]
extendedKeyUsage = critical,timeStamping
[service]
serial = $at/serial
crypto_device = builtin
signer_cert = $at/tsa.pem
signer_key = $at/tsa-key.pem
certs = $at/ca.pem
signer_digest = sha256
default_policy = 1.3.6.1.4.1.32473.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
CONFIG
  echo 01 >"$at/serial"
  accepts "an authority" openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=$1 for tests" -config "$at/openssl.cnf" -extensions ca -keyout "$at/ca-key.pem" -out "$at/ca.pem"
  accepts "a request" openssl req -new -newkey rsa:2048 -nodes -subj "/CN=$1 times" -config "$at/openssl.cnf" -keyout "$at/tsa-key.pem" -out "$at/tsa.csr"
  accepts "a certificate" openssl x509 -req -days 30 -in "$at/tsa.csr" -CA "$at/ca.pem" -CAkey "$at/ca-key.pem" -CAcreateserial -extfile "$at/openssl.cnf" -extensions signs_times -out "$at/tsa.pem"
}
authority first
authority second

accepts "the query" openssl ts -query -data "$head" -sha256 -cert -out "$scratch/q.tsq"
accepts "the reply" openssl ts -reply -config "$scratch/first/openssl.cnf" -section service -queryfile "$scratch/q.tsq" -out "$scratch/r.tsr"
verify() { openssl ts -verify -data "$1" -in "$2" -CAfile "$3"; }
accepts "the time of the head" verify "$head" "$scratch/r.tsr" "$scratch/first/ca.pem"
grep -q 'Verification: OK' <<<"$said" || give_up "$said"
accepts "the reply against its query" openssl ts -verify -queryfile "$scratch/q.tsq" -in "$scratch/r.tsr" -CAfile "$scratch/first/ca.pem"
shown "$what: a query of $(wc -c <"$scratch/q.tsq") bytes, a reply of $(wc -c <"$scratch/r.tsr") bytes, verified"

for at in 0 30 -1; do
  cp "$head" "$scratch/changed"
  accepts "changing a bit" check flip "$scratch/changed" "$at"
  refuses "a head with byte $at changed" 'message imprint mismatch' verify "$scratch/changed" "$scratch/r.tsr" "$scratch/first/ca.pem"
done
refuses "another authority" 'certificate verify error|unable to get' verify "$head" "$scratch/r.tsr" "$scratch/second/ca.pem"
cp "$scratch/r.tsr" "$scratch/changed.tsr"
accepts "changing a bit" check flip "$scratch/changed.tsr" -9
refuses "a reply with a bit changed" 'Verification: FAILED' verify "$head" "$scratch/changed.tsr" "$scratch/first/ca.pem"
shown "$controls negative controls seen to fail"
