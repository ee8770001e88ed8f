#!/usr/bin/env bash
# katiwala serve, as somebody runs it: what it says, the figures on the admin listener, the access log, and that it ends with 0 when it is told to.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

scratch=$(mktemp -d) || exit 1
server=''
trap '[ -n "$server" ] && kill "$server" 2>/dev/null; rm -rf "$scratch"' EXIT
ledger=$scratch/ledger
"$KATIWALA_PROGRAM" init "$ledger" >/dev/null || give_up 'no ledger'

# refused CODE OPTIONS...: it does not start, says so, and leaves the ledger as it was.
refused() {
  local wanted=$1 said code
  shift
  said=$("$KATIWALA_PROGRAM" serve "$ledger" --port 0 --public-port 0 "$@" 2>&1 </dev/null)
  code=$?
  [ "$code" -eq 2 ] || give_up "exit code $code instead of 2: $* : $said"
  grep -q "$wanted" <<<"$said" || give_up "does not say $wanted: $* : $said"
}
refused FOLDER_OPTION --admin-port 0 --admin-address 0.0.0.0
refused FOLDER_OPTION --admin-port 0 --admin-address ::
refused FOLDER_OPTION --admin-port 0 --admin-address 192.0.2.1
refused FOLDER_OPTION --admin-port 0 --admin-address localhost
refused 'requests-a-minute' --requests-a-minute 1000001

start_server() {
  starts '"ready":' "$KATIWALA_PROGRAM" serve "$ledger" --port 0 --public-port 0 --admin-port 0 --access-log "$scratch/access.log" --json
  admin=$(what_follows admin) public=$(what_follows public)
}
# ask PORT TARGET HOST: the whole answer.
ask() {
  exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
  printf 'GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$2" "$3" >&3
  cat <&3
  exec 3>&-
}
says() { grep -q -- "$1" <<<"$2" || give_up "does not say $1: $2"; }

start_server
says '^HTTP/1.1 200 OK' "$(ask "$public" /checkpoint localhost)"
says '^HTTP/1.1 404 ' "$(ask "$public" /canary localhost)"
figures=$(ask "$admin" /metrics localhost)
says '^HTTP/1.1 200 OK' "$figures"
says '^katiwala_http_requests_total{listener="public",method="GET",route="/checkpoint",status="200"} 1' "$figures"
says '^katiwala_journal_entries [1-9]' "$figures"
says '^HTTP/1.1 421 ' "$(ask "$admin" /metrics evil.example)"
says '^HTTP/1.1 404 ' "$(ask "$admin" / localhost)"
says '"route":"/checkpoint","status":200' "$(cat "$scratch/access.log")"
says '"route":"(unknown)","status":404' "$(cat "$scratch/access.log")"
grep -q canary "$scratch/access.log" && give_up 'the log repeats what was asked'
[ "$(stat -c %a "$scratch/access.log")" = 600 ] || give_up 'others can read the log'

# A connection that is open and says nothing does not keep it from ending.
exec 4<>"/dev/tcp/127.0.0.1/$public"
for signal in TERM INT; do
  kill -"$signal" "$server"
  wait "$server"
  code=$?
  [ "$code" -eq 0 ] || give_up "ended with $code after SIG$signal: $told"
  server=''
  [ "$signal" = INT ] || start_server
done
exec 4>&-
[ "$(wc -l <"$scratch/access.log")" -eq 2 ] || give_up 'the log was begun anew, or lines are missing'
"$KATIWALA_PROGRAM" verify "$ledger" >/dev/null || give_up 'the ledger does not verify afterwards'
printf 'SHOWN: katiwala serve refused 4 admin addresses that are not of this machine, and ended with 0 twice\n'
