#!/usr/bin/env bash
# tessera's fsck and torchwood over the listener that anybody may read, while the ledger is served.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
interop_begin interop/fsck_http flock timeout openssl
ledger=$scratch/ledger key=$scratch/log.vkey

# Sizes around the borders of tiles; each is signed, served and checked, and grows from the one before.
sizes="2 255 256 257 511 512 $(large)"
[ "${KATIWALA_DEEP:-}" = 1 ] && sizes="2 255 256 257 511 512 65535 65536 65537 $(large)"
accepts "founding a sandbox" katiwala init "$ledger" --origin sandbox.example/interop
printf %s "$(check vkey "$ledger/log-key.pem" sandbox.example/interop)" >"$key"
printf 'log %s\nquorum none\n' "$(cat "$key")" >"$scratch/policy"
passed=''
for size in 1 $sizes; do
  [ "$size" = 1 ] || fill "$ledger" "$size"
  serve "$ledger"
  accepts "fsck of $size served entries" fsck "$key" "$url" "$size"
  accepts "every entry by torchwood" check tree "$scratch/policy" "$url"
  if [ -e "$scratch/older" ]; then accepts "growth to $size" check growth "$scratch/policy" "$scratch/older" "$url"; fi
  accepts "the head" check fetch "${url}checkpoint" "$scratch/older"
  passed+=" $size"
  if [ "$size" = "$(large)" ]; then
    accepts "what the listener says of itself" check fetch "$url" "$scratch/about"
    grep -qF "$(cat "$key")" "$scratch/about" || give_up "GET / does not name the log's key as Go computes it"
    new_key "$scratch/other.pem" "$scratch/other.vkey"
    refuses "another key" 'failed to .*checkpoint' fsck "$scratch/other.vkey" "$url" "$size"
    refuses "another size than the log's" "with size $size " fsck "$key" "$url" $((size + 1))
    refuses "a tile that the head does not cover" '404' check fetch "${url}tile/5/000" "$scratch/none"
    refuses "a path of another spelling" '404' check fetch "${url}tile/0/0" "$scratch/none"
  fi
  stop "$server"
  [ "$ended" -eq 0 ] || give_up "serve ended with $ended"
done
shown "fsck and torchwood over HTTP, sizes$passed; each grown from the one before"

# The same server of files for a good tree and for broken ones.
tree=$scratch/tree
accepts "the export" katiwala export --format tiles "$ledger" "$tree"
start files "$bin/check" folder "$scratch" "$scratch/port"
accepts "the server of files" port_of "$scratch/port"
files=http://127.0.0.1:$said
accepts "fsck of the files" fsck "$key" "$files/tree/" "$size"
for broken in 'tile/0/000' 'tile/entries/000' 'tile/1/*.p/*'; do
  rm -rf "$scratch/broken"
  cp -a "$tree" "$scratch/broken"
  broken=$(cd "$tree" && find tile -path "$broken" -type f | head -n 1)
  [ -n "$broken" ] || give_up "the tree has no such file"
  accepts "changing a bit" check flip "$scratch/broken/$broken" 70
  refuses "a bit in $broken" 'fsck failed|panic' fsck "$key" "$files/broken/" "$size"
  refuses "a bit in $broken, to torchwood" 'check tree: ' check tree "$scratch/policy" "$files/broken/"
done
shown "$controls negative controls seen to fail"
