#!/usr/bin/env bash
# katiwala spool as somebody types it: one pass, a watch that sees a file arrive, a second watcher, a wrong key, an end by SIGTERM.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

scratch=$(mktemp -d) || exit 1
server='' watcher=''
trap 'for one in $watcher $server; do kill "$one" 2>/dev/null; done; rm -rf "$scratch"' EXIT
ledger=$scratch/ledger spool=$scratch/spool pki=$scratch/ledger/sandbox-pki

exits 0 '' "$KATIWALA_PROGRAM" init "$ledger"
starts '"ready":' "$KATIWALA_PROGRAM" serve "$ledger" --port 0 --public-port 0 --json
port=$(what_follows ready)

as() { printf '%s\n' "$spool" --server "https://127.0.0.1:$port" --certificate "$pki/$1.pem" --key "$pki/$1-key.pem" --authorities "$pki/authority.pem"; }
mapfile -t bank < <(as bank)
mapfile -t officer < <(as officer-1)

exits 2 'server' "$KATIWALA_PROGRAM" spool "$spool" --server 127.0.0.1:1 --certificate "$pki/bank.pem" --key "$pki/bank-key.pem" --authorities "$pki/authority.pem"
exits 0 '"taken":0,"quarantined":0,"published":0' "$KATIWALA_PROGRAM" spool "${bank[@]}" --once --json
printf '<Document' >"$spool/in/one.xml.part" && mv "$spool/in/one.xml.part" "$spool/in/one.xml"
exits 1 'ROLE_FORBIDDEN' "$KATIWALA_PROGRAM" spool "${officer[@]}" --once
[ -e "$spool/work/one.xml" ] || give_up "a message that the door did not talk about has not stayed"
exits 0 '0 messages taken, 1 quarantined' "$KATIWALA_PROGRAM" spool "${bank[@]}" --once
grep -q '"code":"XML_SYNTAX"' "$spool"/quarantine/*-one.xml.json || give_up "no reason beside the message"

"$KATIWALA_PROGRAM" spool "${bank[@]}" --every 86400 --json >"$scratch/watch.log" 2>&1 &
watcher=$!
printf '<Document><' >"$spool/in/two.xml.part" && mv "$spool/in/two.xml.part" "$spool/in/two.xml"
while kill -0 "$watcher" 2>/dev/null && ! grep -q '"quarantined":1' "$scratch/watch.log"; do :; done
grep -q '"quarantined":1' "$scratch/watch.log" || give_up "the watcher ended: $(cat "$scratch/watch.log")"
exits 75 'SPOOL_LOCKED' "$KATIWALA_PROGRAM" spool "${bank[@]}" --once
kill -TERM "$watcher" && wait "$watcher" || give_up "the watcher did not end as it should"
watcher=''
printf 'SHOWN: spool: one pass, a watch, a second watcher refused, an end by SIGTERM\n'
