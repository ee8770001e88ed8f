#!/bin/sh
# check.sh NAME RIGHT BROKEN CASES: the cases pass in the program RIGHT and fail in the program BROKEN, by a failed expectation
# and not for want of something to run.
set -u
name=$1 right=$2 broken=$3 cases=$4
unset GTEST_OUTPUT GTEST_FILTER  # ./test's; the reports of these runs are nobody's
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT

if ! "$right" --gtest_filter="$cases" >"$log" 2>&1; then
  tail -n 30 "$log"
  echo "sabotage $name: the right program fails $cases, so nothing can be said of the broken one"
  exit 1
fi
ran=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test.*/\1/p' "$log")
if [ "${ran:-0}" -lt 1 ]; then
  echo "sabotage $name: no case matches $cases"
  exit 1
fi

"$broken" --gtest_filter="$cases" >"$log" 2>&1
code=$?
caught=$(sed -n 's/^\[  FAILED  \] \([A-Za-z0-9_/]*\.[A-Za-z0-9_/]*\) (.*/\1/p' "$log" | sort -u | tr '\n' ' ')
if [ "$code" -eq 0 ] || [ -z "$caught" ]; then
  tail -n 30 "$log"
  echo "sabotage $name: NOT caught by $cases (exit code $code)"
  exit 1
fi
echo "SHOWN: sabotage $name: $ran cases pass in the right program; in the broken one fail: $caught"
