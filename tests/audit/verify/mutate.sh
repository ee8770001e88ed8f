#!/bin/bash
# Leaves each check of the verifier out in turn and runs the tests: every mutant must be noticed.
#
#   tests/audit/verify/mutate.sh [check…]        from the source folder; JOBS=2 at once, BUILD=folder for the objects
set -u
cd "$(dirname "$0")/../../.." || exit 2
build=${BUILD:-$(mktemp -d)}
jobs=${JOBS:-2}
mkdir -p "$build"
export build

compile() {
  object=$build/$(basename "$1" .cpp).o
  if [ -f "$object" ] && [ "$object" -nt "$1" ] && [ -z "$(find audit/verify tests/audit/verify -name '*.h' -newer "$object")" ]; then return; fi
  nice -n 5 "${CXX:-c++}" -std=c++20 -O1 -pthread -I. -include tests/audit/verify/mutant.h -DVERIFY_OFF=verify_mutant \
    -DKATIWALA_SOURCE_DIR="\"$PWD\"" -c "$1" -o "$object"
}
export -f compile
find audit/verify tests/audit/verify -name '*.cpp' ! -name main.cpp ! -name bench.cpp -print0 | xargs -0 -P "$jobs" -I{} bash -c 'compile {}' || exit 2
"${CXX:-c++}" -pthread "$build"/*.o -lgtest -lgtest_main -lcrypto -o "$build/tests" || exit 2

"$build/tests" --gtest_brief=1 >"$build/unchanged" 2>&1 || { echo "the tests fail without any mutation"; tail -20 "$build/unchanged"; exit 1; }

# The cases named after the check come first; only if they pass do all tests run.
mutant() {
  name=$1
  out=$build/mutant.$name
  VERIFY_MUTANT=$name timeout 300 "$build/tests" --gtest_brief=1 --gtest_filter="*${name//-/_}_*" >"$out" 2>&1 && grep -q 'PASSED' "$out" &&
    VERIFY_MUTANT=$name timeout 900 "$build/tests" --gtest_brief=1 --gtest_fail_fast >"$out" 2>&1 && { echo "survived $name"; return; }
  if grep -qE 'Which is: "good"|^ *"good"$' "$out"; then echo "passed-as-good $name"; else echo "noticed $name"; fi
}
export -f mutant
if [ $# -gt 0 ]; then names=("$@"); else
  mapfile -t names < <(grep -ohE '(CHECK|switched_off)\("[a-z0-9-]+"' audit/verify/*.cpp audit/verify/*.h | sed -E 's/.*\("//; s/"//' | sort -u)
fi
printf '%s\n' "${names[@]}" | nice -n 5 xargs -P "$jobs" -I{} bash -c 'mutant {} 2>/dev/null' >"$build/results"
survived=$(grep -c '^survived' "$build/results")
grep '^survived' "$build/results"
echo "$((${#names[@]} - survived)) of ${#names[@]} mutants noticed; in $(grep -c '^passed-as-good' "$build/results") of them nothing but the check left out stood between the spoiled record and \"good\""
[ "$survived" -eq 0 ] && [ "$(wc -l <"$build/results")" -eq "${#names[@]}" ]
