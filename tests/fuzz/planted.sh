#!/bin/sh
# planted.sh CORPUS (RIGHT BROKEN SAMPLES)...: the right reader passes its samples and their mutilations; the one with a planted bug dies of one, by an
# assertion of the fuzzer and not otherwise.
corpus=$1
shift
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
ulimit -c 0
while [ $# -ge 3 ]; do
  right=$1 broken=$2 samples=$corpus/$3
  shift 3
  if ! "$right" any "$samples" >"$log" 2>&1; then
    tail -n 10 "$log"
    echo "planted: ${right##*/} fails, so nothing can be said of ${broken##*/}"
    exit 1
  fi
  if "$broken" any "$samples" >"$log" 2>&1; then
    echo "planted: NOT caught: ${broken##*/}"
    exit 1
  fi
  said=$(grep -E -m 1 'one value has two encodings|read the same bytes differently|read, but written differently|does not stand in the bytes|two readings of the same bytes differ|a file and its bytes differ|is not what the rows come to|of the house is public' "$log")
  if [ -z "$said" ]; then
    tail -n 10 "$log"
    echo "planted: ${broken##*/} died of something else"
    exit 1
  fi
  echo "SHOWN: ${broken##*/}: caught, $(grep -m 1 'died of input' "$log")"
done
