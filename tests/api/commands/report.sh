#!/usr/bin/env bash
# katiwala report on the ledger of the demo's story: exit codes, two processes and the same bytes, the figures of the story on the paper, the code read back.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

for tool in pdftotext pdftoppm zbarimg; do
  command -v "$tool" >/dev/null && continue
  [ "${CI:-}" = true ] && give_up "$tool is not installed (scripts/packages)"
  printf 'skipped: report: %s is not installed\n' "$tool"
  exit 77
done

scratch=$(mktemp -d) || exit 1
server=''
trap '[ -n "$server" ] && kill "$server" 2>/dev/null; rm -rf "$scratch"' EXIT
ledger=$scratch/ledger
story=$(dirname "${BASH_SOURCE[0]}")/../../../examples/demo/story.toml

report() { "$KATIWALA_PROGRAM" report "$@"; }

exits 0 '' "$KATIWALA_PROGRAM" init "$ledger"
exits 75 SIGNER_UNUSABLE report trial-balance --ledger "$ledger" --json

# serves; and ends with everything under a head, as each start signs one over what is there.
start_server() {
  starts '"ready":' "$KATIWALA_PROGRAM" serve "$ledger" --port 0 --public-port 0 --json
  port=$(what_follows ready)
}
stop_server() {
  kill -TERM "$server" && wait "$server"
  server=''
}
start_server
exits 0 '0 not' "$KATIWALA_PROGRAM" demo "$ledger" --port "$port" --script "$story"
stop_server
start_server
stop_server

exits 0 '"report":"trial-balance"' report trial-balance --ledger "$ledger" --json
# Whose papers: the pseudonyms stand in the books that the export writes.
exits 0 '' "$KATIWALA_PROGRAM" export --format jsonl "$ledger" "$scratch/books"
ward=$(sed -n 's/.*"kind":"ward_opened","body":{"ward":{"ward":"\([0-9a-f]*\)".*/\1/p' "$scratch/books/entries.jsonl" | head -n 1)
order=$(sed -n 's/.*"kind":"order_recorded","body":{"order":{"order":"\([0-9a-f]*\)".*/\1/p' "$scratch/books/entries.jsonl" | head -n 1)
[ ${#ward} -eq 32 ] && [ ${#order} -eq 32 ] || give_up "no ward or order found"

period=(--from 2026-02-18 --to 2026-07-06)
declare -A about=([deposit-receipt]="--order $order" [inventory]="--ward $ward" [annual-account]="--ward $ward ${period[*]}" [statement]="--ward $ward"
  [trial-balance]='' [foreign-receipts]="--order $order")
for kind in "${!about[@]}"; do
  # shellcheck disable=SC2086
  exits 0 "$kind" report "$kind" --ledger "$ledger" ${about[$kind]} --json --pdf "$scratch/$kind.pdf"
  check=$(sed -n 's/.*"check":"\([^"]*\)".*/\1/p' <<<"$said")
  # shellcheck disable=SC2086
  TZ=Asia/Tokyo exits 0 "again" report "$kind" --ledger "$ledger" ${about[$kind]} --pdf "$scratch/$kind-again.pdf"
  cmp -s "$scratch/$kind.pdf" "$scratch/$kind-again.pdf" || give_up "$kind: two processes drew different bytes"
  pdftotext -layout "$scratch/$kind.pdf" "$scratch/$kind.txt"
  grep -q SANDBOX "$scratch/$kind.txt" || give_up "$kind does not say that it is of a sandbox"
  pdftoppm -r 150 -singlefile -png "$scratch/$kind.pdf" "$scratch/$kind"
  [ "$(zbarimg -q --raw -Sdisable -Sqrcode.enable "$scratch/$kind.png" 2>/dev/null)" = "$check" ] || give_up "$kind: the code does not say $check"
  [ "$(stat -c %a "$scratch/$kind.pdf")" = 600 ] || give_up "$kind can be read by others"
done

# The story's figures (examples/demo/story.toml).
on_paper() { grep -Eq -- "$2" "$scratch/$1.txt" || give_up "$1 does not say $2: $(cat "$scratch/$1.txt")"; }
on_paper annual-account 'Disbursements +18,000\.00'
on_paper annual-account 'Held at the end +564,350\.00'
on_paper annual-account 'Held at the end +24,950\.00'
on_paper statement '564,350\.00'
on_paper deposit-receipt 'In the period +35,000\.00 +50\.00 +34,950\.00'
on_paper foreign-receipts 'In all +35,000\.00 +35,000\.00 +35,000\.00 +0\.00'
on_paper trial-balance 'Sum +564,350\.00 +564,350\.00'
# A name that the story gives stands in no report.
grep -lE 'Nowhere|SANDBOX Ward' "$scratch"/*.txt && give_up "a name stands in a report"

# What compliance files: the story's receipt was more than the threshold of one banking day.
exits 0 '"day":"2026-0[0-9]-[0-9]{2}","amounts":"[0-9]+","total":"[0-9.]+","report_due":"2026-' report covered-transactions --ledger "$ledger" --ward "$ward" "${period[@]}" --json
exits 1 ENTRY_MISSING report suspicious-transaction --ledger "$ledger" --ward "$ward" --case 1 --json
exits 2 FOLDER_OPTION report suspicious-transaction --ledger "$ledger" --ward "$ward" --json
exits 2 FOLDER_OPTION report statement --ledger "$ledger" --ward "$ward" --case 1 --json

# With an address in the settings the code leads to the page that checks it.
cp -r "$ledger" "$scratch/reached"
printf 'public_url = "https://records.example"\n' >>"$scratch/reached/katiwala.toml"
exits 0 '"check_at":"https://records.example/check#' report statement --ledger "$scratch/reached" --ward "$ward" --json --pdf "$scratch/reached.pdf"
there=$(sed -n 's/.*"check_at":"\([^"]*\)".*/\1/p' <<<"$said")
pdftoppm -r 150 -singlefile -png "$scratch/reached.pdf" "$scratch/reached-page"
[ "$(zbarimg -q --raw -Sdisable -Sqrcode.enable "$scratch/reached-page.png" 2>/dev/null)" = "$there" ] || give_up "the code does not say $there"
sed -i 's|records.example|records.example/check|' "$scratch/reached/katiwala.toml"
exits 70 'FOLDER_MALFORMED.*public_url' report trial-balance --ledger "$scratch/reached" --json

other=00000000000000000000000000000001
exits 1 WARD_UNKNOWN report statement --ledger "$ledger" --ward "$other" --json
exits 1 ORDER_UNKNOWN report foreign-receipts --ledger "$ledger" --order "$other" --json
exits 1 NOT_DUE report discharge --ledger "$ledger" --ward "$ward" --json
exits 1 NOT_DUE report annual-account --ledger "$ledger" --ward "$ward" --from 2026-02-18 --to 2027-02-17 --json
exits 1 EXPORT_EXISTS report statement --ledger "$ledger" --ward "$ward" --pdf "$scratch/statement.pdf"
exits 2 FOLDER_OPTION report statement --ledger "$ledger" --json
exits 2 FOLDER_OPTION report inventory --ledger "$ledger" --ward "$ward" --from 2026-02-18 --json
exits 2 FOLDER_OPTION report statement --ledger "$ledger" --ward "$ward"
exits 2 ID_SYNTAX report statement --ledger "$ledger" --ward nobody --json
exits 2 DATE_SYNTAX report statement --ledger "$ledger" --ward "$ward" --to tomorrow --json
exits 2 '' report balance-sheet --ledger "$ledger" --json
exits 2 STORE_MISSING report trial-balance --ledger "$scratch" --json
exits 0 'report' "$KATIWALA_PROGRAM" completion bash

# A head that is not of this journal: the root's first letters changed, so no key has signed it.
cp -r "$ledger" "$scratch/forged"
head=$(ls "$scratch"/forged/heads/cosigned 2>/dev/null || echo "$scratch/forged/heads/signed")
sed -i '2s/.*/7/' "$head"
exits 1 'NOTE_UNSIGNED' report trial-balance --ledger "$scratch/forged" --json
echo "report: ${#about[@]} kinds, each drawn twice and read back"
