# The hour of ./test --deep: libFuzzer searches each format's reader, as many side by side as there are cores. Source it after house.sh and
# test_runner.sh; it adds to the runner's sums.
#
#   KATIWALA_FUZZ_SECONDS   how long each (default 3600)
#   KATIWALA_FUZZ_CORPUS    where what is found worth keeping goes (default var/fuzz, which is not committed); the committed samples are read, never written
#   KATIWALA_FUZZ_ONLY      only formats whose name matches this pattern
#
# A finding is left in build/fuzz/findings with the command that shows it again, and is a failure.

fuzz_names() { (cd "$HOUSE_ROOT/tests/fuzz/corpus" && ls) | sort | grep -E "${KATIWALA_FUZZ_ONLY:-.}"; }

# The folders of a format's samples, one a line: the committed ones first, others' where they lie beside the checkout.
fuzz_samples() {
  local beside=$HOUSE_ROOT/../shared/iso20022/samples folder
  echo "$HOUSE_ROOT/tests/fuzz/corpus/$1"
  [ "$1" != bank_message ] || echo "$HOUSE_ROOT/examples/messages"
  for folder in "$beside"/*; do
    [ -d "$folder" ] || continue
    case $1-${folder##*/} in swift_message-mt* | bank_message-[!m]*) echo "$folder" ;; esac
  done
}

# Words of a format, for libFuzzer to put in.
fuzz_words() {
  local words=$HOUSE_ROOT/tests/fuzz/words/${1/message_file/bank_message}
  [ ! -f "$words" ] || echo "-dict=$words"
}

# libFuzzer says something whenever it finds something new: one line a minute of it is enough.
fuzz_progress() {
  local name=$1 line last=$SECONDS
  while IFS= read -r line; do
    printf '%s\n' "$line" >&3
    if [[ $line =~ ^\#[0-9]+ ]] && [ $((SECONDS - last)) -ge 60 ]; then
      last=$SECONDS
      printf '      %s: %s\n' "$name" "$(tr -s ' \t' ' ' <<<"$line")"
    fi
  done
}

# fuzz_one NAME SECONDS: its exit code is libFuzzer's.
fuzz_one() {
  local name=$1 seconds=$2 build=$HOUSE_ROOT/build/fuzz kept=${KATIWALA_FUZZ_CORPUS:-$HOUSE_ROOT/var/fuzz}/$1
  local -a samples words
  mapfile -t samples < <(fuzz_samples "$name")
  mapfile -t words < <(fuzz_words "$name")
  mkdir -p "$kept" "$build/findings"
  "$build/tests/fuzz/fuzz_$name" "$kept" "${samples[@]}" "${words[@]}" -max_total_time="$seconds" -max_len=65536 -timeout=20 -rss_limit_mb=2048 \
    -artifact_prefix="$build/findings/$name-" -print_final_stats=1 2>&1 | fuzz_progress "$name" 3>"$build/findings/$name.log"
  return "${PIPESTATUS[0]}"
}

# fuzz_report NAME CODE: a line of the verdict.
fuzz_report() {
  local name=$1 code=$2 log=$HOUSE_ROOT/build/fuzz/findings/$1.log runs coverage first
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  first=$(sed -n 's/^#[0-9]*[[:space:]]*INITED cov: \([0-9]*\).*/\1/p' "$log")
  coverage=$(sed -n 's/^#[0-9]*.* cov: \([0-9]*\) ft: \([0-9]*\) corp: \([0-9]*\).*/\1 edges, \2 features, \3 inputs/p' "$log" | tail -n 1)
  if [ "$code" -eq 0 ] && [ "${runs:-0}" -gt 0 ]; then
    runner_passed=$((runner_passed + 1))
    printf '  fuzz %-24s no finding in %s runs; coverage from %s to %s\n' "$name" "$runs" "${first:-?}" "$coverage"
    return
  fi
  runner_failed=$((runner_failed + 1))
  runner_failures+=("fuzz $name")
  printf '  fuzz %-24s FINDING (exit code %s); see it again with\n      build/fuzz/tests/fuzz/fuzz_%s %s\n' "$name" "$code" "$name" "$(sed -n 's/.*Test unit written to //p' "$log" | tail -n 1)"
  grep -E 'assertion|fuzz:|ERROR: |runtime error|halt' "$log" | head -n 5 | sed 's/^/      /'
}

# fuzz_planted NAME [SAMPLES]: the planted bugs are found, or the search is worth nothing; those of the log's formats from nothing, those in other readers,
# whose least input nobody hits upon, from the committed samples.
fuzz_planted() {
  local name=$1 build=$HOUSE_ROOT/build/fuzz log=$HOUSE_ROOT/build/fuzz/findings/$1.log kept run
  mkdir -p "$build/findings"
  kept=$(mktemp -d) || return  # libFuzzer writes into the first folder
  "$build/tests/fuzz/fuzz_$name" "$kept" ${2:+"$HOUSE_ROOT/tests/fuzz/corpus/$2"} -max_total_time=300 -artifact_prefix="$build/findings/$name-" >"$log" 2>&1
  if grep -Eq 'one value has two encodings|read the same bytes differently|does not stand in the bytes|two readings of the same bytes differ|a file and its bytes differ|is not what the rows come to|of the house is public' "$log"; then
    runner_passed=$((runner_passed + 1))
    run=$(sed -n 's/^#\([0-9]*\).*/\1/p' "$log" | tail -n 1)
    printf '  fuzz %-24s planted bug found %s\n' "$name" "${run:+by run }${run:-in the samples}"
  else
    runner_failed=$((runner_failed + 1))
    runner_failures+=("fuzz $name: the planted bug was NOT found")
  fi
  rm -rf "$build/findings/$name-"* "$kept"
}

fuzz_deep() {
  house_configure fuzz && house_build fuzz fuzzers || { runner_build_failed fuzz; return; }
  local seconds=${KATIWALA_FUZZ_SECONDS:-3600} running=0 name ended
  local -A started=()
  say "searching each format for $seconds s"
  for name in planted_house planted_verifier; do fuzz_planted "$name"; done
  for name in planted_decimals planted_entry; do fuzz_planted "$name" bank_message; done
  fuzz_planted planted_comma swift_message
  fuzz_planted planted_letter message_file
  fuzz_planted planted_total older_book
  fuzz_planted planted_line_end http_request
  fuzz_planted planted_chunk http_response
  fuzz_planted planted_minus_zero json
  fuzz_planted planted_slash request_target
  fuzz_planted planted_mapped web_address
  fuzz_planted planted_spelling certificate
  fuzz_planted planted_twice passkey
  while IFS= read -r name; do
    if [ "$running" -ge "$jobs" ]; then
      wait -n -p ended "${!started[@]}"
      fuzz_report "${started[$ended]}" $?
      unset "started[$ended]"
      running=$((running - 1))
    fi
    fuzz_one "$name" "$seconds" &
    started[$!]=$name
    running=$((running + 1))
  done < <(fuzz_names)
  while [ "$running" -gt 0 ]; do
    wait -n -p ended "${!started[@]}"
    fuzz_report "${started[$ended]}" $?
    unset "started[$ended]"
    running=$((running - 1))
  done
}
