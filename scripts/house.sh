# Shell functions that ./run, ./test and .ci/run share.  Source it; it changes nothing by itself.
#
#   house_packages build|test   installs what is missing of scripts/packages (asks apt for nothing when all is there)
#   house_configure PRESET      cmake --preset, quietly; the log on failure
#   house_build PRESET [TARGET...]   ninja with all cores and readable progress
# Every function returns non-zero on failure, having said why on standard error.

HOUSE_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*"; }
complain() { printf '%s\n' "$*" >&2; }

# The lines of a part's packages; `test` includes `build`.
house_package_list() {
  awk -v want="$1" '/^# -- /{part=$3} /^[^#]/{ if (part == "build" || want == "test") print }' "$HOUSE_ROOT/scripts/packages"
}

house_missing_packages() {
  local name command
  while read -r name command; do
    dpkg-query -W -f='${db:Status-Status}\n' "$name" 2>/dev/null | grep -qx installed && continue
    if [ -n "$command" ] && command -v "$command" >/dev/null; then continue; fi
    printf '%s ' "$name"
  done < <(house_package_list "$1")
}

house_packages() {
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "packages: not a Debian system; what is missing will show when configuring"
    return 0
  fi
  local missing root=()
  missing=$(house_missing_packages "$1")
  if [ -z "$missing" ]; then
    say "packages: all there"
    return 0
  fi
  say "packages: installing $missing"
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      complain "Not root and no sudo.  As root, run:  apt-get update && apt-get install -y --no-install-recommends $missing"
      return 1
    fi
    root=(sudo)
  fi
  local log
  log=$(mktemp)
  # shellcheck disable=SC2086  # a list of names
  if ! { "${root[@]}" apt-get update && "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    complain "apt-get did not install: $missing"
    return 1
  fi
  rm -f "$log"
}

house_configure() {
  local preset=$1 log
  shift
  log=$(mktemp)
  if ! (cd "$HOUSE_ROOT" && cmake --preset "$preset" "$@") >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    complain "configuring $preset failed"
    return 1
  fi
  rm -f "$log"
}

# On a terminal ninja draws its own line; elsewhere one line for every tenth of the work, and all output of what failed.
house_build() {
  local preset=$1 started=$SECONDS jobs
  shift
  local folder=$HOUSE_ROOT/build/$preset
  jobs=$(nproc)
  say "building $preset with $jobs jobs"
  if [ -t 1 ]; then
    NINJA_STATUS='  [%f/%t, %es] ' ninja -C "$folder" -j "$jobs" "$@" || return 1
  else
    NINJA_STATUS='[%f/%t] ' ninja -C "$folder" -j "$jobs" "$@" 2>&1 | house_thin_progress
    if [ "${PIPESTATUS[0]}" -ne 0 ]; then
      complain "the build of $preset failed"
      return 1
    fi
  fi
  say "built $preset in $((SECONDS - started)) s"
}

# In bash, not awk: mawk keeps what it reads from a pipe until the pipe ends.
house_thin_progress() {
  local line tenth shown=0
  while IFS= read -r line; do
    if [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]]; then
      tenth=$((10 * BASH_REMATCH[1] / BASH_REMATCH[2]))
      if [ "$tenth" -gt "$shown" ]; then
        shown=$tenth
        echo "  ${BASH_REMATCH[1]} of ${BASH_REMATCH[2]}"
      fi
    elif [[ $line != "ninja: Entering"* && $line != "ninja: no work"* ]]; then
      printf '%s\n' "$line"
    fi
  done
}
