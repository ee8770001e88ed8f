#!/usr/bin/env bash
# katiwala policy, as somebody types it: what is shown, compared, checked and tested, and the exit codes; simulate on a fresh sandbox ledger.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd) || exit 1
export KATIWALA_DATA=$root/policies/data

scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT

policy() { "$KATIWALA_PROGRAM" policy "$@"; }

# Another rulebook: one figure changed. And one with a fault in a known line.
mkdir "$scratch/other" "$scratch/bad"
cp "$root"/policies/data/*.toml "$scratch/other/" && cp "$root"/policies/data/*.toml "$scratch/bad/"
sed -i 's/^majority_age_years = 18/majority_age_years = 21/' "$scratch/other/rulebook.toml"
line=$(grep -n '^majority_age_years' "$scratch/bad/rulebook.toml" | cut -d: -f1)
sed -i "${line}s/.*/majority_age_years = \"eighteen\"/" "$scratch/bad/rulebook.toml"

exits 0 '^R19 .*law' policy show
exits 0 'design default: no law prescribes it' policy show R21
exits 0 'majority_age_years = 21' policy show R01 --rulebook "$scratch/other"
exits 0 '"signed_off":false' policy show R19 --json
exits 2 RULEBOOK_UNKNOWN_RULE policy show R99
exits 2 'no rulebook at that place' policy show --rulebook "$scratch/nothing"

exits 0 'the same in every rule' policy diff "$root/policies/data" "$root/policies/data"
exits 0 'R01 majority_age_years' policy diff "$root/policies/data" "$scratch/other"
grep -q -- '- 18' <<<"$said" && grep -q -- '+ 21' <<<"$said" || give_up "does not show both figures: $said"
exits 0 '"before":"18","after":"21"' policy diff "$root/policies/data" "$scratch/other" --json
exits 0 'calendar 2026 source' policy diff "$root/policies/data" "$root/policies/data/rulebook.toml"
exits 2 RULEBOOK_TYPE policy diff "$root/policies/data" "$scratch/bad"

exits 0 '^good: rulebook' policy check "$scratch/other"
exits 1 "RULEBOOK_TYPE.*rulebook.toml:$line" policy check "$scratch/bad"
exits 1 "\"place\":\"rulebook.toml:$line\"" policy check "$scratch/bad" --json
exits 2 '' policy check "$scratch/nothing"
exits 2 '' policy check

exits 0 ' 0 failed' policy test "$root/examples/policy/tiers.toml"
exits 1 'AUTHORITY_ENDED, found PURPOSE_MISMATCH' policy test "$root/examples/policy/tiers.toml" --rulebook "$scratch/other"
exits 1 '"failed":[1-9]' policy test "$root/examples/policy/tiers.toml" --rulebook "$scratch/other" --json
printf 'schema = 1\ntitle = "t"\n[[case]]\nname = "one"\nrequest = { amount = "1.00 PHP" }\n' >"$scratch/no-answer.toml"
exits 2 'RULE_TABLE.*can not fail.*no-answer.toml:3' policy test "$scratch/no-answer.toml"

exits 0 'SA  Saudi Arabia: not_criminalised' policy origins
exits 0 '"country":null,"name":null,"approach":null' policy origins --json

exits 0 '' "$KATIWALA_PROGRAM" init "$scratch/ledger"
before=$(cd "$scratch/ledger" && find . -type f -exec sha256sum {} + | sort)
exits 0 '0 entries with another outcome' policy simulate "$root/policies/data" --ledger "$scratch/ledger"
exits 0 '"decided":1' policy simulate "$scratch/other" --ledger "$scratch/ledger" --json
exits 2 '' policy simulate "$scratch/other" --ledger "$scratch/nothing"
exits 2 RULEBOOK_TYPE policy simulate "$scratch/bad" --ledger "$scratch/ledger"
[ "$before" = "$(cd "$scratch/ledger" && find . -type f -exec sha256sum {} + | sort)" ] || give_up "simulate changed the ledger's files"

exits 0 'policy\) COMPREPLY' "$KATIWALA_PROGRAM" completion bash
echo "policy: all as it should be"
