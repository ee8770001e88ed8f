#!/usr/bin/env bash
# tessera's fsck over the folder that `katiwala export --format tiles` writes: checkpoint, every bundle, every tile, the root.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
interop_begin interop/fsck_folder flock timeout openssl
ledger=$scratch/ledger size=$(large)
new_ledger "$ledger" "$size"

refuses "an export before a head was signed" SIGNER_UNUSABLE katiwala export --format tiles "$ledger" "$scratch/early"
[ ! -e "$scratch/early" ] || give_up "a refused export left a folder"
serve "$ledger"
stop "$server"

key=$scratch/log.vkey tree=$scratch/tree
printf %s "$(check vkey "$ledger/log-key.pem" sandbox.example/interop)" >"$key"
printf 'log %s\nquorum none\n' "$(cat "$key")" >"$scratch/policy"
accepts "the export" katiwala export --format tiles "$ledger" "$tree"
refuses "an export over another" EXPORT_EXISTS katiwala export --format tiles "$ledger" "$tree"
refuses "a folder that is none of ours" 'EXPORT_EXISTS' katiwala export --format bundle "$ledger" "$scratch"
[ -z "$(find "$scratch" -name '*.unfinished')" ] || give_up "an unfinished folder stays"
accepts "fsck of the export" fsck "$key" "file://$tree/" "$size"
accepts "every entry by torchwood, and no file besides" check tree "$scratch/policy" "$tree"
shown "fsck: $size entries in $(find "$tree" -type f | wc -l) files; $said"

accepts "the bundle for an auditor" katiwala export --format bundle "$ledger" "$scratch/bundle"
accepts "fsck of the bundle" fsck "$key" "file://$scratch/bundle/" "$size"
accepts "the bundle's tree is the tree" diff -r --exclude=parts "$tree" "$scratch/bundle"
shown "the bundle: the same tree, and $(find "$scratch/bundle/parts" -type f | wc -l) files of parts"

# broken WHAT WORDS FILE OFFSET: a copy with one bit changed.
broken() {
  rm -rf "$scratch/broken"
  cp -a "$tree" "$scratch/broken"
  accepts "changing a bit" check flip "$scratch/broken/$3" "$4"
  refuses "$1" "$2" fsck "$key" "file://$scratch/broken/" "$size"
}
edge=$(cd "$tree" && ls -d tile/0/*.p/* | tail -n 1) top=$(cd "$tree" && find tile -path 'tile/[1-9]*' -type f | sort | tail -n 1)
last=$(cd "$tree" && find tile/entries -path '*.p/*' -type f)
broken "a bit in the first tile"            'fsck failed.*tile/0/000'        tile/0/000 0
broken "a bit in the last hash of the edge" 'fsck failed.*tile/0/'           "$edge" -1
broken "a bit in the top tile"              'fsck failed.*tile/[1-9]'        "$top" 5
broken "a bit in a header"                  'fsck failed|calculated root'    tile/entries/000 40
broken "a bit in a length"                  'fsck failed|panic'              tile/entries/000 1
broken "a bit in the last header"           'fsck failed'                    "$last" -1
broken "a bit in the head's size"           'failed to .*checkpoint'         checkpoint 25
broken "a bit in the head's signature"      'failed to .*checkpoint'         checkpoint -9
shown "$controls negative controls seen to fail"

# Where fsck looks away, torchwood's tiles and a count of files do not.
for lost in tile/0/000 tile/entries/000 "$edge"; do
  rm -rf "$scratch/broken"
  cp -a "$tree" "$scratch/broken"
  rm "$scratch/broken/$lost"
  refuses "a file that is missing: $lost" 'no such file' fsck "$key" "file://$scratch/broken/" "$size"
done
rm -rf "$scratch/broken"
cp -a "$tree" "$scratch/broken"
printf '\0\1x' >>"$scratch/broken/$last"
fsck "$key" "file://$scratch/broken/" "$size" >/dev/null && shown "fsck does not see an entry behind the last one of a bundle; tree does"
refuses "an entry behind the last one" 'leftover data|after its last entry' check tree "$scratch/policy" "$scratch/broken"
rm -rf "$scratch/broken"
cp -a "$tree" "$scratch/broken"
cp "$tree/tile/0/000" "$scratch/broken/tile/0/999"
refuses "a tile that the tree does not have" 'width is not|files, the tree has' check tree "$scratch/policy" "$scratch/broken"

new_key "$scratch/other.pem" "$scratch/other.vkey"
refuses "another key of the same name" 'failed to .*checkpoint' fsck "$scratch/other.vkey" "file://$tree/" "$size"
printf %s "$(check vkey "$ledger/log-key.pem" sandbox.example/elsewhere)" >"$scratch/elsewhere.vkey"
refuses "the same key under another name" 'failed to .*checkpoint' fsck "$scratch/elsewhere.vkey" "file://$tree/" "$size"
# The journal's own key signs a root that the journal does not have.
check sign "$ledger/log-key.pem" sandbox.example/interop "$size" "$(head -c 32 /dev/zero | base64)" >"$scratch/broken/checkpoint"
rm "$scratch/broken/tile/0/999"
refuses "a root that is not the tree's, well signed" 'calculated root' fsck "$key" "file://$scratch/broken/" "$size"
cp "$scratch/broken/checkpoint" "$ledger/heads/signed"
refuses "to export a head that is not the journal's" CHECKPOINT_FORK katiwala export --format tiles "$ledger" "$scratch/forked"
[ ! -e "$scratch/forked" ] && [ ! -e "$scratch/forked.unfinished" ] || give_up "a refused export left a folder"
shown "$controls negative controls seen to fail"
