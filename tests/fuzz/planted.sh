#!/bin/sh
# planted.sh RIGHT SAMPLES BROKEN...: the right reader passes its samples and their mutilations; each reader with a planted bug dies of one, by an
# assertion of the fuzzer and not otherwise.
right=$1 samples=$2
shift 2
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
ulimit -c 0
if ! "$right" any "$samples" >"$log" 2>&1; then
  tail -n 10 "$log"
  echo "planted: the right reader fails, so nothing can be said of the broken ones"
  exit 1
fi
for broken in "$@"; do
  if "$broken" any "$samples" >"$log" 2>&1; then
    echo "planted: NOT caught: ${broken##*/}"
    exit 1
  fi
  said=$(grep -E -m 1 'one value has two encodings|read the same bytes differently' "$log")
  if [ -z "$said" ]; then
    tail -n 10 "$log"
    echo "planted: ${broken##*/} died of something else"
    exit 1
  fi
  echo "SHOWN: ${broken##*/}: caught, $(grep -m 1 'died of input' "$log")"
done
