#!/usr/bin/env bash
# torchwood and golang.org/x/mod check what the door hands out: receipts of entries, heads under a trust policy, growth between two heads.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
interop_begin interop/proofs flock openssl
ledger=$scratch/ledger size=$(large)
new_ledger "$ledger" 700
serve "$ledger"
accepts "the older head" check fetch "${url}checkpoint" "$scratch/older"
stop "$server"
fill "$ledger" "$size"
printf 'log %s\nquorum none\n' "$(check vkey "$ledger/log-key.pem" sandbox.example/interop)" >"$scratch/policy"
serve "$ledger"
accepts "the head" check wait "$scratch/policy" "$url" "$size" $DEADLINE_s
shown "the head by torchwood: $said"
accepts "growth" check growth "$scratch/policy" "$scratch/older" "$url"
shown "growth, proof made from tiles and checked by golang.org/x/mod: $said"

count=0
for entry in 0 1 255 256 257 511 699 700 $((size / 2)) $((size - 2)) $((size - 1)); do
  accepts "the receipt of $entry" check get "$ledger" auditor "$door/v1/entries/$entry/receipt" "$scratch/$entry.tlog-proof"
  accepts "the receipt of $entry by torchwood" check receipt "$scratch/policy" "$scratch/$entry.tlog-proof" "$url" "$entry"
  count=$((count + 1))
done
shown "$count receipts hold for the headers in the tiles"

one=$scratch/256.tlog-proof
refuses "a receipt for the entry before"  'inclusion proof verification failed' check receipt "$scratch/policy" "$one" "$url" 255
refuses "a receipt for the entry after"   'inclusion proof verification failed' check receipt "$scratch/policy" "$one" "$url" 257
refuses "a receipt for a far entry"       'inclusion proof verification failed' check receipt "$scratch/policy" "$one" "$url" 0
sed 's/^index 256$/index 257/' "$one" >"$scratch/changed"
refuses "a receipt with another index"    'inclusion proof verification failed' check receipt "$scratch/policy" "$scratch/changed" "$url" 256
awk 'NR == 3 { next } { print }' "$one" >"$scratch/changed"
refuses "a receipt without its first hash" 'inclusion proof verification failed' check receipt "$scratch/policy" "$scratch/changed" "$url" 256
cp "$one" "$scratch/changed"
accepts "changing a bit" check flip "$scratch/changed" 50
refuses "a receipt with a bit changed in a hash" 'inclusion proof verification failed|malformed' check receipt "$scratch/policy" "$scratch/changed" "$url" 256
cp "$one" "$scratch/changed"
accepts "changing a bit" check flip "$scratch/changed" -20
refuses "a receipt with a bit changed in the signature" 'invalid signature|malformed|unverified|verif' check receipt "$scratch/policy" "$scratch/changed" "$url" 256

new_key "$scratch/other.pem" "$scratch/other.vkey"
printf 'log %s\nquorum none\n' "$(cat "$scratch/other.vkey")" >"$scratch/other.policy"
refuses "a head under another key"    'no verifiable signatures|verif' check checkpoint "$scratch/other.policy" "$scratch/older"
printf 'log %s\nquorum none\n' "$(check vkey "$ledger/log-key.pem" sandbox.example/elsewhere)" >"$scratch/elsewhere.policy"
refuses "a head under another origin" 'no verifiable signatures|verif|origin' check checkpoint "$scratch/elsewhere.policy" "$scratch/older"
for at in 25 60 -20; do
  cp "$scratch/older" "$scratch/changed"
  accepts "changing a bit" check flip "$scratch/changed" "$at"
  refuses "a head with byte $at changed" 'invalid signature|malformed|verif' check checkpoint "$scratch/policy" "$scratch/changed"
done
check sign "$ledger/log-key.pem" sandbox.example/interop 700 "$(head -c 32 /dev/zero | base64)" >"$scratch/forged"
accepts "the forged head is well signed" check checkpoint "$scratch/policy" "$scratch/forged"
refuses "growth from a head that was never" 'CheckTree|inconsisten|proof|invalid' check growth "$scratch/policy" "$scratch/forged" "$url"
check sign "$ledger/log-key.pem" sandbox.example/interop $((size + 1)) "$(head -c 32 /dev/zero | base64)" >"$scratch/forged"
refuses "growth from a head that is larger" 'invalid inputs|proof|tlog' check growth "$scratch/policy" "$scratch/forged" "$url"
stop "$server"
shown "$controls negative controls seen to fail"
