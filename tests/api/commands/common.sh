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
