# Shell functions of the cases in this folder. Source it; it makes a scratch folder that is gone, with every server started, when the case ends.
#
#   case_begin NAME TOOL...      the tools are there, or the case is skipped by name (with CI=true: fails)
#   interop_begin NAME TOOL...   the same with the foreign programs that are built out of go.mod
#   accepts WHAT COMMAND...      the command ends with 0, or the case is over; its output is in $said
#   refuses WHAT WORDS COMMAND... the negative control: it ends badly and says WORDS (an extended pattern)
#   shown TEXT                   a line of the report
#
# Nothing sleeps: what must be waited for is asked for again and again by `check`, with a deadline.
set -uo pipefail

INTEROP=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly INTEROP
readonly SKIPPED=77  # CMakeLists.txt, SKIP_RETURN_CODE
readonly DEADLINE_s=120
case_name='' said='' controls=0 scratch='' bin=''
started=()

shown() { printf 'SHOWN: %s: %s\n' "$case_name" "$*"; }

give_up() {
  printf '%s: %s\n' "$case_name" "$*"
  [ -n "$scratch" ] && for log in "$scratch"/*.log; do [ -s "$log" ] && { echo "--- ${log##*/}"; tail -n 15 "$log"; }; done
  exit 1
}

# Elsewhere than in CI a case without its tools is no failure, but it says what it lacks.
lacking() {
  if [ "${CI:-}" = true ]; then
    printf '%s: %s; in CI that is a failure\n' "$case_name" "$*"
    exit 1
  fi
  printf 'skipped: %s: %s\n' "$case_name" "$*"
  exit $SKIPPED
}

end_case() {
  local i
  for ((i = ${#started[@]} - 1; i >= 0; i--)); do stop "${started[i]}"; done
  rm -rf "$scratch"
}

case_begin() {
  case_name=$1
  shift
  : "${KATIWALA_PROGRAM:?the program under test}"
  unset GTEST_OUTPUT GTEST_FILTER KATIWALA_PASSPHRASE_FILE
  export LC_ALL=C TZ=UTC
  local tool
  for tool in "$@"; do command -v "$tool" >/dev/null || lacking "$tool is not here"; done
  scratch=$(mktemp -d) || exit 1
  trap end_case EXIT
}

interop_begin() {
  : "${KATIWALA_INTEROP_TOOLS:?a folder to build foreign programs in}"
  case_begin "$@"
  go_tools
}

# The foreign programs, built once for all cases out of go.mod; nothing is built that go.sum does not name.
go_tools() {
  local go='' one code
  for one in go /usr/local/go/bin/go; do command -v "$one" >/dev/null && { go=$one; break; }; done
  [ -n "$go" ] || lacking "Go is not here"
  mkdir -p "$KATIWALA_INTEROP_TOOLS"
  bin=$KATIWALA_INTEROP_TOOLS
  (
    flock 9
    cd "$INTEROP" || exit 1
    export GOFLAGS=-mod=readonly GOTOOLCHAIN=local CGO_ENABLED=0
    "$go" list -deps ./check $(tool_packages) >"$bin/list.log" 2>&1 || exit 2
    "$go" build -p 1 -o "$bin/" ./check $(tool_packages) >"$bin/build.log" 2>&1
  ) 9>"$bin/lock"
  code=$?
  [ $code -ne 2 ] || lacking "the modules of tests/interop/go.mod can not be had: $(tail -n 1 "$bin/list.log")"
  [ $code -eq 0 ] || { tail -n 20 "$bin/build.log"; give_up "the foreign programs do not build"; }
}

tool_packages() { awk '/^tool \(/{inside=1; next} /^\)/{inside=0} inside{print $1}' "$INTEROP/go.mod"; }

accepts() {
  local what=$1
  shift
  said=$("$@" 2>&1) || give_up "$what was refused (exit code $?): $said"
}

refuses() {
  local what=$1 words=$2 code
  shift 2
  said=$("$@" 2>&1)
  code=$?
  [ $code -ne 0 ] || give_up "NOT caught: $what: $said"
  grep -Eq -- "$words" <<<"$said" || give_up "$what: refused for another reason (exit code $code): $said"
  controls=$((controls + 1))
}

check() { "$bin/check" "$@"; }
katiwala() { "$KATIWALA_PROGRAM" "$@"; }

# start NAME PROGRAM...: a program, no function (its process is what is stopped), in the background, its output in NAME.log; the process id in $last.
start() {
  local name=$1
  shift
  "$@" >>"$scratch/$name.log" 2>&1 &
  last=$!
  started+=("$last")
}

# stop PID: asks it to end, and waits; its exit code in $ended.
stop() {
  kill -TERM "$1" 2>/dev/null
  wait "$1" 2>/dev/null
  ended=$?
}

# fsck KEYFILE URL SIZE: the exit code of tessera v1.0.4's fsck says nothing (it is 0 when the check failed), so its last word is required, with the size.
# Eight workers, because one that found a fault takes no more work and with a single one nobody does: fsck would stand still. The time limit is for that.
fsck() {
  local log=$scratch/fsck.out
  timeout $DEADLINE_s "$bin/fsck" --storage_url="$2" --public_key="$1" --ui=false --N=8 >"$log" 2>&1
  local code=$?
  grep -E 'fsck|panic:|checkpoint' "$log" | cut -c1-300 | tail -n 3
  [ $code -eq 0 ] && grep -q "Successfully fsck'd log with size $3 " "$log" && ! grep -q 'fsck failed' "$log"
}

# new_ledger DIR ENTRIES [INIT OPTIONS]
new_ledger() {
  local dir=$1 entries=$2
  shift 2
  accepts "founding a sandbox" katiwala init "$dir" --origin sandbox.example/interop "$@"
  fill "$dir" "$entries"
}
fill() { accepts "filling the sandbox" katiwala bench --fill "$1" --entries "$2"; }

# serve DIR: $url is what anybody may read, $door the door, $server the process.
serve() {
  local line=''
  rm -f "$scratch/ready"
  mkfifo "$scratch/ready"
  "$KATIWALA_PROGRAM" serve "$1" --port 0 --public-port 0 --json >"$scratch/ready" 2>>"$scratch/serve.log" &
  server=$!
  started+=("$server")
  read -r -t $DEADLINE_s line <"$scratch/ready"
  door=$(sed -n 's/.*"ready":"\([^"]*\)".*/\1/p' <<<"$line")
  url=$(sed -n 's/.*"public":"\([^"]*\)".*/\1/p' <<<"$line")/
  [ -n "$door" ] || give_up "serve did not say where it is: $line"
}

# new_key PEM VKEY-FILE: a log key that is not the ledger's, under its name.
new_key() {
  accepts "a key of one's own" openssl genpkey -algorithm ed25519 -out "$1"
  printf %s "$(check vkey "$1" sandbox.example/interop)" >"$2"
}

# port_of FILE: what a server wrote there.
port_of() { check port "$1" $DEADLINE_s; }

large() { if [ "${KATIWALA_DEEP:-}" = 1 ]; then echo 100000; else echo 3000; fi; }
