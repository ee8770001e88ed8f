#!/bin/sh
# The kill tests, done to the program that tests/sabotage/check.sh expects them to catch (CMakeLists.txt sets both names).
KATIWALA_CRASH_PROGRAM=$KATIWALA_BROKEN_PROGRAM exec "$KATIWALA_KILL_TESTS" "$@"
