#!/usr/bin/env bash
# The bill of materials of the product: it is whole, each part has a version, and a library that no package brought is not passed over.
set -u
unset CI
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
give_up() { echo "$*" >&2; exit 1; }

scripts/parts "$KATIWALA_PROGRAM" >"$scratch/parts.json" || give_up 'no bill of materials'
jq -e '.bomFormat == "CycloneDX" and (.components | length) > 30 and all(.components[]; .version != "" and (.purl | startswith("pkg:deb/debian/")))' "$scratch/parts.json" >/dev/null ||
  give_up "not a bill of materials: $(head -c 600 "$scratch/parts.json")"
for part in libssl3 librocksdb7.8 libxml2 libp11-kit0 libc6 libstdc++6 libtomlplusplus-dev; do
  jq -e --arg part "$part" 'any(.components[]; .name == $part)' "$scratch/parts.json" >/dev/null || give_up "$part is not told"
done
ldd "$KATIWALA_PROGRAM" | grep -c '=> /' | { read -r linked; [ "$linked" -gt 10 ] || give_up "ldd tells of $linked libraries"; }

# The control: a program with a library of nobody's.
echo 'int nobody(void) { return 0; }' >"$scratch/nobody.c"
echo 'int nobody(void); int main(void) { return nobody(); }' >"$scratch/main.c"
gcc -shared -fPIC -o "$scratch/libnobody.so" "$scratch/nobody.c" && gcc -o "$scratch/main" "$scratch/main.c" -L"$scratch" -lnobody -Wl,-rpath,"$scratch" || give_up 'no program to try'
scripts/parts "$scratch/main" >/dev/null 2>"$scratch/said" && give_up 'a library of no package is passed over'
grep -q 'of no package: .*libnobody.so' "$scratch/said" || give_up "does not name it: $(cat "$scratch/said")"
echo "SHOWN: a bill of materials of $(jq '.components | length' "$scratch/parts.json") parts with their versions"
