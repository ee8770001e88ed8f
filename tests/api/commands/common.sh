# For the tests of the program as somebody types it: sourced by each, first of all.
set -uo pipefail
: "${KATIWALA_PROGRAM:?the program under test}"
unset KATIWALA_PASSPHRASE_FILE
export LC_ALL=C.UTF-8

give_up() {
  printf '%s: %s\n' "$(basename "$0" .sh)" "$*"
  exit 1
}

# exits CODE WORDS COMMAND...: ends so, and says WORDS (an extended pattern). What it said stays in $said.
exits() {
  local wanted=$1 words=$2 code
  shift 2
  said=$("$@" 2>&1 </dev/null)
  code=$?
  [ "$code" -eq "$wanted" ] || give_up "exit code $code instead of $wanted: $* : $said"
  grep -Eq -- "$words" <<<"$said" || give_up "does not say $words: $* : $said"
}

# starts WORDS COMMAND...: starts it, its process in $server, and waits for the line with WORDS; what it has said until then is $told. It waits by
# reading, never by looking again and again. Pre: $scratch.
starts() {
  local words=$1 line=''
  shift
  rm -f "$scratch/told"
  mkfifo "$scratch/told" || give_up 'no pipe'
  "$@" >"$scratch/told" 2>&1 &
  server=$! told=''
  exec {from_server}<"$scratch/told"  # stays open: what it says later must have somewhere to go
  while IFS= read -r line <&"$from_server"; do
    told+=$line$'\n'
    [[ $line != *"$words"* ]] || return 0
  done
  give_up "it did not start: $* : $told"
}
# what_follows NAME: the port after that name in what the program told when it started.
what_follows() { sed -n 's|.*"'"$1"'":"https\{0,1\}://[^"]*:\([0-9]*\)[/"].*|\1|p' <<<"$told"; }
