#!/usr/bin/env bash
# katiwala end-of-day on the ledger of the demo's story: exit codes, what is listed for whom, and a pack that is the same bytes each time.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

scratch=$(mktemp -d) || exit 1
server=''
trap '[ -n "$server" ] && kill "$server" 2>/dev/null; rm -rf "$scratch"' EXIT
ledger=$scratch/ledger
story=$(dirname "${BASH_SOURCE[0]}")/../../../examples/demo/story.toml

says_not() { ! grep -Eq "$1" <<<"$said" || give_up "says $1: $said"; }
close_day() { "$KATIWALA_PROGRAM" end-of-day --ledger "$ledger" "$@"; }

exits 2 STORE_MISSING close_day
exits 0 '' "$KATIWALA_PROGRAM" init "$ledger"
exits 0 'Nothing is open' close_day

starts '"ready":' "$KATIWALA_PROGRAM" serve "$ledger" --port 0 --public-port 0 --json
port=$(what_follows ready)
exits 0 '0 not' "$KATIWALA_PROGRAM" demo "$ledger" --port "$port" --script "$story"
exits 1 'is being served' close_day --day 2026-07-06
kill -TERM "$server" && wait "$server"
server=''

# The story's receipts opened reports of covered transactions: for compliance and auditors, and for nobody else (R38).
exits 1 '"open":[0-9]+' close_day --day 2026-07-06 --json
says_not 'covered_transaction|"confidential":true|"kind":"clock"'
exits 1 '"kind":"clock".*"what":"covered_transaction_report"' close_day --day 2026-07-06 --for compliance --json

exits 1 'files in' close_day --day 2026-07-06 --for compliance --pack "$scratch/pack"
TZ=Asia/Tokyo exits 1 'files in' close_day --day 2026-07-06 --for compliance --pack "$scratch/again"
diff -r "$scratch/pack" "$scratch/again" || give_up "two packs of one day differ"
for name in index.json end-of-day.json statements-due.pdf trial-balance.json; do [ -s "$scratch/pack/$name" ] || give_up "no $name in the pack"; done
ls "$scratch"/pack/reconciliation-*.pdf >/dev/null || give_up 'no reconciliation in the pack'
grep -q '"bank":"564350.00","book":"564350.00","held":"564350.00"' "$scratch"/pack/reconciliation-*.json || give_up "the three sides are not those of the story: $(cat "$scratch"/pack/reconciliation-*.json)"
while read -r file digest; do
  [ "$(sha256sum <"$scratch/pack/$file")" = "$digest  -" ] || give_up "the index says another digest of $file"
done < <(sed 's/},{/\n/g' "$scratch/pack/index.json" | sed -n 's/.*"file":"\([^"]*\)","sha256":"\([0-9a-f]*\)".*/\1 \2/p')
# The day of a receipt: its draft is compliance's alone.
exits 1 'files in' close_day --day 2026-03-02 --for auditor --pack "$scratch/receipt"
ls "$scratch"/receipt/covered-transactions-*.json >/dev/null || give_up 'no draft of a covered transaction'
# Nothing else is open of that day: what is compliance's does not count for an officer.
exits 0 'Nothing is open' close_day --day 2026-03-02 --pack "$scratch/officer"
! ls "$scratch"/officer/covered-transactions-* 2>/dev/null || give_up 'the draft is in an officer'"'"'s pack'

exits 2 EXPORT_EXISTS close_day --day 2026-07-06 --pack "$scratch/pack"
exits 2 NOT_DUE close_day --day 2036-07-06
exits 2 DATE_SYNTAX close_day --day today
exits 2 '' close_day --for guardian
echo 'end-of-day: one day closed for three readers'
