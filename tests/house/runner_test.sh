#!/usr/bin/env bash
# The runner of ./test counts what reports say, and believes no clean report of a program that ended badly.
set -u
unset CI
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
source scripts/house.sh
source scripts/test_runner.sh

folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
wrong=0 checks=0

# expect TITLE KIND CODE LOG XML WANTED: what runner_count says of one finished program; no XML where it is "-".
expect() {
  local title=$1 kind=$2 wanted=$6 found
  rm -f "$folder"/1.*
  printf '%s\n' "$3" >"$folder/1.code"
  printf '%s\n' "$4" >"$folder/1.log"
  [ "$5" = - ] || printf '%b\n' "$5" >"$folder/1.xml"
  found=$(runner_count "$folder" 1 "$kind")
  checks=$((checks + 1))
  if [ "$found" != "$wanted" ]; then
    echo "$title: counted $found, wanted $wanted"
    wrong=$((wrong + 1))
  fi
}

good='<testcase name="A" status="run" result="completed" time="0." />'
bad='<testcase name="B" status="run" result="completed" time="0.">\n<failure message="x" type=""></failure>\n<failure message="y" type=""></failure>\n</testcase>'
skip='<testcase name="C" status="run" result="skipped" time="0.">\n<skipped message="C: no printer is here" />\n</testcase>'
shared='<testcase name="D" status="run" result="skipped" time="0.">\n<skipped message="D: ../shared/vectors is not here" />\n</testcase>'
off='<testcase name="E" status="notrun" result="suppressed" time="0." />'

expect "all good"                         gtest 0 "" "$good\n$good"          "2 0 0"
expect "one fails twice over"             gtest 8 "" "$good\n$bad\n$good"    "2 1 0"
expect "skipped"                          gtest 0 "" "$good\n$skip"          "1 0 1"
expect "not run is nothing"               gtest 0 "" "$good\n$off"           "1 0 0"
expect "no case at all"                   gtest 0 "" "<testsuites>"          "0 0 0"
expect "a clean report, a bad end"        gtest 8 "" "$good\n$good"          "2 1 0"
expect "crashed without a report"         gtest 8 "" -                       "0 1 0"
expect "ended well without a report"      gtest 0 "" -                       "0 1 0"
expect "data beside the repository"       gtest 0 "" "$shared\n$skip"        "0 0 2"
expect "a plain program"                  plain 0 "" -                       "1 0 0"
expect "a plain program that fails"       plain 8 "" -                       "0 1 0"
expect "a plain program that is skipped"  plain 0 "1/1 Test #1: x ...***Skipped 0.0 sec" - "0 0 1"
CI=true
expect "the same in CI"                   gtest 0 "" "$shared\n$skip\n$good" "1 1 1"

runner_passed=1 runner_failed=0 runner_skipped=2
(runner_verdict >"$folder/verdict") || { echo "a good verdict exits 0"; wrong=$((wrong + 1)); }
[ "$(tail -n 1 "$folder/verdict")" = "1 passed, 0 failed, 2 skipped" ] || { echo "the last line is the verdict"; wrong=$((wrong + 1)); }
runner_failed=1
(runner_verdict >/dev/null) && { echo "a bad verdict exits 1"; wrong=$((wrong + 1)); }
runner_passed=0 runner_failed=0 runner_skipped=0
(runner_verdict >/dev/null 2>&1) && { echo "no test at all is no success"; wrong=$((wrong + 1)); }

echo "$((checks + 4)) checks, $wrong wrong"
[ "$wrong" -eq 0 ]
