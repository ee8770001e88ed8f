#!/bin/sh
# Where the time of the journal's threads goes while a group of the benchmark runs, as docs/performance.md has it. By hand: not a test, and nothing of ./test.
#
#   tests/bench/profile.sh PROGRAM FOLDER [WHAT ELSE THE BENCHMARK IS TOLD]
#
# PROGRAM: a katiwala built with -g1, as the everyday build is (build/dev/katiwala). FOLDER: on the disk to be measured; a sub-folder is made there and
# removed. Without more it is `--only posting`: settlements in streams, disk and baseline included. Wants Debian's linux-perf, and either root or
# kernel.perf_event_paranoid <= 1. Samples fall on what runs, so waiting for the disk is not in them.
set -eu
if [ $# -lt 2 ]; then
  sed -n '2,10p' "$0" >&2
  exit 2
fi
program=$1 folder=$2
shift 2
[ $# -gt 0 ] || set -- --only posting
here=$(dirname "$0")
scratch=$(mktemp -d "$folder/katiwala-profile-XXXXXX")
trap 'rm -rf "$scratch"' EXIT
# Stacks by unwinding: the program has no frame pointers. 97 a second of 4 kB each is what a disk that is measured at the same time stands.
perf record --quiet --freq 97 --call-graph dwarf,4096 --output "$scratch/samples" "$program" bench "$@" --folder "$scratch"
perf script --input "$scratch/samples" --no-inline --fields comm,tid,ip,sym 2>/dev/null | python3 "$here/profile.py"
