#!/usr/bin/env bash
# The ceremony of docs/keys.md with other people's tools (softhsm2, OpenSC), a ledger founded with that key, and the independent verifier over what it
# signed; then everything that can be wrong with a token.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
case_begin interop/token softhsm2-util pkcs11-tool mkfifo
unset KATIWALA_TOKEN_PIN_FILE
module=/usr/lib/softhsm/libsofthsm2.so
[ -e "$module" ] || lacking "$module is not here"
export SOFTHSM2_CONF=$scratch/softhsm2.conf PIN=4711-sandbox
mkdir "$scratch/tokens"
printf 'directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n' "$scratch/tokens" >"$SOFTHSM2_CONF"

on_token() { pkcs11-tool --module "$module" --token-label heads --login --pin env:PIN "$@"; }
accepts "making a token" softhsm2-util --init-token --free --label heads --so-pin 12345678 --pin "$PIN"
accepts "making a key on it" on_token --keypairgen --key-type EC:edwards25519 --label log-2026 --id 01 --usage-sign --sensitive
accepts "making another" on_token --keypairgen --key-type EC:edwards25519 --label log-2027 --id 02 --usage-sign --sensitive
accepts "making one of another kind" on_token --keypairgen --key-type EC:prime256v1 --label officer --id 03 --usage-sign --sensitive
accepts "making one that can leave" on_token --keypairgen --key-type EC:edwards25519 --label loose --id 04 --usage-sign --extractable
(umask 077; echo "$PIN" >"$scratch/pin"; echo wrong-pin >"$scratch/wrong-pin")
uri() { echo "pkcs11:token=${2:-heads};object=$1?module-path=$module&pin-source=file:${3:-$scratch/pin}"; }

# Founding: a token that refuses leaves nothing.
found() { katiwala init "$scratch/new" --origin sandbox.example/token --log-key "$1"; }
refuses "a PIN that is wrong" 'TOKEN_PIN: .*tried once' found "$(uri log-2026 heads "$scratch/wrong-pin")"
[ -z "$(ls -A "$scratch/new")" ] || give_up "a refused founding leaves $(ls "$scratch/new")"
refuses "a token that is not there" TOKEN_MISSING found "$(uri log-2026 tails)"
refuses "a key that is not there" TOKEN_KEY: found "$(uri log-2025)"
refuses "a key of another kind" 'TOKEN_KEY_UNFIT: .*not an Ed25519' found "$(uri officer)"
refuses "a key that can leave" 'TOKEN_KEY_LOOSE|TOKEN_KEY_UNFIT' found "$(uri loose)"
refuses "a PIN in the URI" 'TOKEN_URI.*pin-value' found "pkcs11:token=heads;object=log-2026?module-path=$module&pin-value=$PIN"
refuses "a module that is not there" 'TOKEN_MODULE.*no/such' found "pkcs11:token=heads;object=log-2026?module-path=/no/such.so&pin-source=$scratch/pin"
refuses "no PIN file" 'FOLDER_OPTION.*KATIWALA_TOKEN_PIN_FILE' found "pkcs11:token=heads;object=log-2026?module-path=$module"

ledger=$scratch/ledger
accepts "founding with a key on the token" katiwala init "$ledger" --origin sandbox.example/token --log-key "$(uri log-2026)"
grep -q 'token pkcs11:token=heads;object=log-2026' <<<"$said" || give_up "init does not say where the key is: $said"
[ ! -e "$ledger/log-key.pem" ] || give_up "there is a key in a file as well"
! grep -rqs "$PIN" "$ledger" || give_up "the PIN is in the ledger's folder"
fill "$ledger" 300
accepts "status" katiwala status "$ledger"
grep -q 'token pkcs11:token=heads;object=log-2026$' <<<"$said" || give_up "status does not say where the key is: $said"
accepts "doctor" katiwala doctor "$ledger" --json
grep -q '"what":"log key","is":"good"' <<<"$said" && grep -q 'SoftHSM v2' <<<"$said" && grep -q 'was made there' <<<"$said" || give_up "doctor: $said"

serve "$ledger"
stop "$server"
accepts "an export" katiwala export --format bundle "$ledger" "$scratch/bundle"
accepts "the independent verifier" "$KATIWALA_VERIFY_PROGRAM" export "$scratch/bundle" --policy "$ledger/trust-policy"
shown "a head of 300 entries signed on $(pkcs11-tool --module "$module" --list-token-slots | sed -n 's/^ *token model *: *//p'), verified by katiwala-verify"
accepts "the vkey of another ledger" katiwala init "$scratch/other" --origin sandbox.example/token --log-key "$(uri log-2027)"
refuses "the head under another key of the token" 'log-signed|log-signature|note|log' "$KATIWALA_VERIFY_PROGRAM" export "$scratch/bundle" --policy "$scratch/other/trust-policy"

# trial WHAT WORDS URI: the settings name another place; serve and doctor must say what is wrong.
settings=$ledger/katiwala.toml
cp -p "$settings" "$scratch/settings"
trial() {
  local what=$1 words=$2
  { grep -v '^log_key = ' "$scratch/settings"; printf "log_key = '%s'\n" "$3"; } >"$settings"
  refuses "$what (serve)" "$words" katiwala serve "$ledger" --port 0 --public-port 0
  refuses "$what (doctor)" "$words" katiwala doctor "$ledger"
  cp -p "$scratch/settings" "$settings"
}
trial "another key of the token" LOG_KEY_UNDECLARED "$(uri log-2027)"
trial "a key that was deleted" TOKEN_KEY: "$(uri log-2025)"
trial "a wrong PIN" TOKEN_PIN: "$(uri log-2026 heads "$scratch/wrong-pin")"
trial "a module that is gone" TOKEN_MODULE "pkcs11:token=heads;object=log-2026?module-path=/no/such.so&pin-source=$scratch/pin"
trial "a URI that is none" 'FOLDER_MALFORMED|pkcs11' "pkcs11:colour=red"
chmod g+r "$scratch/pin"
refuses "a PIN file that others read" KEY_STORE_LOOSE katiwala serve "$ledger" --port 0 --public-port 0
chmod g-r "$scratch/pin"
mv "$scratch/tokens" "$scratch/drawn"
mkdir "$scratch/tokens"
refuses "a token that was drawn" TOKEN_MISSING katiwala serve "$ledger" --port 0 --public-port 0
rmdir "$scratch/tokens"
mv "$scratch/drawn" "$scratch/tokens"
serve "$ledger"
stop "$server"
shown "$controls negative controls seen to fail; then it serves again"
