# The engine of ./test: runs the programs that CTest knows, several side by side, and adds up their cases.
#
# CTest starts each program (so its properties hold: folder, environment, time limit, skip code); GoogleTest is told through
# GTEST_OUTPUT to leave an XML report.  A report that is there is counted case by case; without one the program is one case.
# Nothing is believed twice: a program that ends badly although its report is clean counts as one failure more.

runner_passed=0 runner_failed=0 runner_skipped=0 runner_failures=()

runner_build_failed() {
  runner_failed=$((runner_failed + 1))
  runner_failures+=("build of $1")
}

# runner_names FOLDER: "index<tab>name<tab>gtest|plain" a test.
runner_names() {
  local gtest
  gtest=$(ctest --test-dir "$1" -N -L '^gtest$' | sed -n 's/^ *Test *#\([0-9]*\): .*/\1/p')
  ctest --test-dir "$1" -N | sed -n 's/^ *Test *#\([0-9]*\): \(.*\)$/\1\t\2/p' | while IFS=$'\t' read -r index name; do
    if grep -qx "$index" <<<"$gtest"; then printf '%s\t%s\tgtest\n' "$index" "$name"; else printf '%s\t%s\tplain\n' "$index" "$name"; fi
  done
}

# runner_one FOLDER REPORTS INDEX CASES: one program; leaves INDEX.xml (perhaps), INDEX.log, INDEX.seconds and INDEX.code.
runner_one() {
  local folder=$1 reports=$2 index=$3 cases=$4 started=$SECONDS
  local environment=(GTEST_OUTPUT="xml:$reports/$index.xml" GTEST_COLOR=no)
  [ -n "$cases" ] && environment+=(GTEST_FILTER="$cases")
  env "${environment[@]}" ctest --test-dir "$folder" -I "$index,$index" -V >"$reports/$index.log" 2>&1
  local code=$?
  echo $((SECONDS - started)) >"$reports/$index.seconds"
  echo "$code" >"$reports/$index.code"
}

# runner_count REPORTS INDEX KIND: prints "passed failed skipped" of one finished program.
runner_count() {
  local xml=$1/$2.xml log=$1/$2.log kind=$3 code
  code=$(cat "$1/$2.code")
  if [ ! -s "$xml" ]; then
    if [ "$code" -ne 0 ] || [ "$kind" = gtest ]; then echo "0 1 0"
    elif grep -q '\*\*\*Skipped' "$log"; then echo "0 0 1"
    else echo "1 0 0"; fi
    return
  fi
  awk -v code="$code" -v ci="${CI:-}" '
    function close_case() {
      if (!open) return
      if (failure || (ci == "true" && skip && message ~ /shared/)) failed++
      else if (skip) skipped++
      else passed++
      open = 0
    }
    /<testcase / {
      close_case()
      if ($0 ~ /status="notrun"/) next
      open = 1; failure = 0; message = ""; skip = ($0 ~ /result="skipped"/)
    }
    /<failure/ { failure = 1 }
    /<skipped/ { message = message $0 }
    END {
      close_case()
      if (code != 0 && failed == 0) failed = 1
      print passed + 0, failed + 0, skipped + 0
    }' "$xml"
}

# What a person needs of a failed program: GoogleTest says it in the lines after "Failure", anything else in its last lines.
runner_explain() {
  local log=$1
  {
    grep -E -A 4 '^[0-9]+: .*(Failure$|\[  FAILED  \]|ERROR: .*Sanitizer|WARNING: ThreadSanitizer|runtime error)' "$log" | head -n 60
    grep -v '^$' "$log" | tail -n 25
  } | sed 's/^/      /'
}

# runner_report FOLDER REPORTS INDEX NAME KIND: the program's line, and its cases into the sums.
runner_report() {
  local reports=$2 index=$3 name=$4 passed failed skipped
  read -r passed failed skipped < <(runner_count "$reports" "$index" "$5")
  runner_passed=$((runner_passed + passed)) runner_failed=$((runner_failed + failed)) runner_skipped=$((runner_skipped + skipped))
  [ $((passed + failed + skipped)) -eq 0 ] && return
  printf '  %-34s %5d passed %3d failed %3d skipped %5d s\n' "$name" "$passed" "$failed" "$skipped" "$(cat "$reports/$index.seconds")"
  sed -n 's/^[0-9]*: \(SHOWN: .*\)$/      \1/p' "$reports/$index.log"
  if [ "$skipped" -gt 0 ]; then
    sed -n 's/^[0-9]*: \[  SKIPPED \] \([^ ]*\) (.*/      skipped: \1/p' "$reports/$index.log" | sort -u
  fi
  if [ "$failed" -gt 0 ]; then
    runner_failures+=("$name (${1##*/})")
    runner_explain "$reports/$index.log"
  fi
}

# runner_run FOLDER NAMES: all programs of a build folder whose name matches NAMES, `jobs` side by side; respects `filter`.
runner_run() {
  local folder names=$2 reports index name kind cases running=0
  folder=$(cd "$1" && pwd) || return
  reports=$folder/reports
  rm -rf "$reports" && mkdir -p "$reports"
  say "running ${folder##*/}"
  local -A started=()
  while IFS=$'\t' read -r index name kind; do
    [[ $name =~ $names ]] || continue
    cases=''
    if [ -n "$filter" ] && [[ $name != *"$filter"* ]]; then
      [ "$kind" = gtest ] || continue
      cases="*$filter*"
    fi
    if [ "$running" -ge "$jobs" ]; then runner_collect "$folder" "$reports"; fi
    runner_one "$folder" "$reports" "$index" "$cases" &
    started[$!]="$index"$'\t'"$name"$'\t'"$kind"
    running=$((running + 1))
  done < <(runner_names "$folder")
  while [ "$running" -gt 0 ]; do runner_collect "$folder" "$reports"; done
}

# Waits for one program of `started` and reports it.
runner_collect() {
  local ended index name kind
  wait -n -p ended "${!started[@]}"
  IFS=$'\t' read -r index name kind <<<"${started[$ended]}"
  unset "started[$ended]"
  running=$((running - 1))
  runner_report "$1" "$2" "$index" "$name" "$kind"
}

runner_verdict() {
  local name
  if [ $((runner_passed + runner_failed + runner_skipped)) -eq 0 ]; then
    complain "no test ran"
    runner_failed=1
  fi
  for name in "${runner_failures[@]}"; do say "FAILED: $name"; done
  say "$runner_passed passed, $runner_failed failed, $runner_skipped skipped"
  [ "$runner_failed" -eq 0 ] && exit 0
  exit 1
}
