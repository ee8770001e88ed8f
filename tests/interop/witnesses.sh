#!/usr/bin/env bash
# Two witness programs of other people cosign our heads: omniwitness, and litewitness whose key lies in an ssh-agent. torchwood judges the quorum.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
interop_begin interop/witnesses flock ssh-agent ssh-add ssh-keygen openssl
ledger=$scratch/ledger origin=sandbox.example/interop policy=$scratch/policy
read -r lite_port omni_port <<<"$(check ports 2)"

# litewitness says its key when it starts.
accepts "a key for litewitness" ssh-keygen -q -t ed25519 -N '' -C '' -f "$scratch/lite"
start agent ssh-agent -D -a "$scratch/agent"
accepts "the agent" check socket "$scratch/agent" $DEADLINE_s
accepts "the key in the agent" env SSH_AUTH_SOCK="$scratch/agent" ssh-add -q "$scratch/lite"
fingerprint=$(ssh-keygen -l -f "$scratch/lite.pub" | awk '{print $2}')
start lite "$bin/litewitness" -db "$scratch/lite.db" -ssh-agent "$scratch/agent" -name witness.example/lite -key "$fingerprint" -listen "127.0.0.1:$lite_port"
accepts "litewitness" check line "$scratch/lite.log" 'vkey=(\S+)' $DEADLINE_s
lite_key=$said
accepts "keys for omniwitness" "$bin/generate_keys" --origin=witness.example/omni --out_priv="$scratch/omni.sec" --out_pub="$scratch/omni.pub"
accepts "keys of a witness that never answers" "$bin/generate_keys" --origin=witness.example/silent --out_priv="$scratch/silent.sec" --out_pub="$scratch/silent.pub"
omni_key=$(cat "$scratch/omni.pub") silent_key=$(cat "$scratch/silent.pub")

accepts "founding a sandbox" katiwala init "$ledger" --origin $origin --witness "$lite_key" --witness "$omni_key" --witness-quorum 2 --witness-policy "$policy"
log_key=$(check vkey "$ledger/log-key.pem" $origin)
accepts "the log in litewitness" check watch "$scratch/lite.db" "$log_key"
printf 'Logs:\n  - Origin: %s\n    URL: http://127.0.0.1/\n    PublicKey: %s\n' $origin "$log_key" >"$scratch/logs.yaml"
start_omni() {
  start omni "$bin/omniwitness" --listen="127.0.0.1:$omni_port" --metrics_listen= --db_file="$scratch/omni.db" --private_key_path="$scratch/omni.sec" --additional_logs="$scratch/logs.yaml" --logtostderr
  omni=$last
  accepts "omniwitness" check listens "127.0.0.1:$omni_port" $DEADLINE_s
}
start_omni

# policy FILE QUORUM WITNESSES...
policy() {
  local file=$1 quorum=$2
  shift 2
  {
    echo "log $log_key"
    echo "witness lite $lite_key http://127.0.0.1:$lite_port"
    echo "witness omni $omni_key http://127.0.0.1:$omni_port"
    echo "witness silent $silent_key"
    echo "group enough $quorum $*"
    echo "quorum enough"
  } >"$file"
}
policy "$policy" 2 lite omni
policy "$scratch/three" 3 lite omni silent
policy "$scratch/all" all lite omni silent
policy "$scratch/two-of-three" 2 lite omni silent
policy "$scratch/silent" any silent

# cosigned SIZE: both have cosigned the head of that size.
cosigned() {
  accepts "the cosigned head of $1 entries" check wait "$policy" "$url" "$1" $DEADLINE_s
  grep -q "^size $1 " <<<"$said" || give_up "the head is another: $said"
}

sizes="2 255 256 257 511 512 513"
[ "${KATIWALA_DEEP:-}" = 1 ] && sizes+=" 65535 65536 65537 100000"
passed=''
for size in 1 $sizes; do
  [ "$size" = 1 ] || fill "$ledger" "$size"
  serve "$ledger"
  cosigned "$size"
  passed+=" $size"
  if [ -e "$scratch/older" ]; then accepts "growth to $size" check growth "$policy" "$scratch/older" "$url"; fi
  accepts "the head" check fetch "${url}checkpoint" "$scratch/older"
  accepts "the head under two of three" check checkpoint "$scratch/two-of-three" "$scratch/older"
  stop "$server"
  [ "$ended" -eq 0 ] || give_up "serve ended with $ended"
done
shown "omniwitness and litewitness cosign sizes$passed; $(tail -n +5 "$scratch/older" | awk '{print $2}' | tr '\n' ' ')on the last head"

refuses "a quorum of three with two"   'verification failed|only [0-9]/' check checkpoint "$scratch/three" "$scratch/older"
refuses "all, when one never answers"  'verification failed|only [0-9]/' check checkpoint "$scratch/all" "$scratch/older"
refuses "one who never answers"        'verification failed|only [0-9]/' check checkpoint "$scratch/silent" "$scratch/older"
for name in lite omni; do
  grep -v "^— witness.example/$name " "$scratch/older" >"$scratch/less"
  refuses "without the line of $name" 'verification failed|only [0-9]/' check checkpoint "$policy" "$scratch/less"
done
cp "$scratch/older" "$scratch/changed"
accepts "changing a bit" check flip "$scratch/changed" -20
refuses "a changed cosignature" 'invalid signature|malformed|verif' check checkpoint "$policy" "$scratch/changed"
accepts "a receipt's folder" mkdir "$scratch/receipts"

# One witness away: the ledger goes on, what the world sees stands still; back again, it catches up.
last_size=${sizes##* }
cp -a "$ledger" "$scratch/before"
stop "$omni"
fill "$ledger" $((last_size + 10))
serve "$ledger"
accepts "what is signed" check status "$ledger" "$door" signed
[ "$said" = $((last_size + 10)) ] || give_up "signed: $said"
refuses "a head that one witness has not seen" "the head has $last_size entries" check wait "$policy" "$url" $((last_size + 10)) 3
start_omni
# Nobody does anything: the ledger asks a witness that was away again by itself.
cosigned $((last_size + 10))
shown "with one witness away the head stays at $last_size while $((last_size + 10)) are signed; with it back: $said"
entry=$((last_size + 5))
accepts "a receipt" check get "$ledger" auditor "$door/v1/entries/$entry/receipt" "$scratch/receipts/one"
accepts "the receipt under the quorum" check receipt "$policy" "$scratch/receipts/one" "$url" "$entry"
refuses "the receipt under a quorum of three" 'verification failed|only [0-9]/' check receipt "$scratch/three" "$scratch/receipts/one" "$url" "$entry"
refuses "the receipt for another entry" 'inclusion proof verification failed' check receipt "$policy" "$scratch/receipts/one" "$url" $((entry - 1))
shown "a receipt with both cosignatures holds for entry $entry"
accepts "the head" check fetch "${url}checkpoint" "$scratch/newest"
stop "$server"
accepts "the export" katiwala export --format tiles "$ledger" "$scratch/tree"
accepts "the exported head has its cosignatures" check tree "$policy" "$scratch/tree"

# What a witness answers to what Katiwala would never send: the head before, a root that is not, a key that is not. Where two are listed, the first is
# C2SP tlog-witness's; omniwitness takes a key or a log that it does not know for a fault of its own.
nothing=$(head -c 32 /dev/zero | base64) now=$((last_size + 10))
check sign "$ledger/log-key.pem" $origin $((now + 1)) "$nothing" >"$scratch/forged"
check sign "$ledger/log-key.pem" $origin $now "$nothing" >"$scratch/forged-same"
new_key "$scratch/other.pem" "$scratch/other.vkey"
check sign "$scratch/other.pem" $origin $((now + 1)) "$nothing" >"$scratch/other-key"
check sign "$ledger/log-key.pem" sandbox.example/unknown $((now + 1)) "$nothing" >"$scratch/other-log"
answers=''
answer() {
  local who=$1 port=$2 what=$3 wanted=$4 old=$5 note=$6
  accepts "asking $who" check post "http://127.0.0.1:$port" "$old" "$note" "$scratch/tree"
  [[ " $wanted " == *" $said "* ]] || give_up "$who answers $said to $what, not $wanted"
  answers+=" $said"
}
for one in "lite $lite_port" "omni $omni_port"; do
  read -r who port <<<"$one"
  answers=''
  answer "$who" "$port" "the same head again"       200       $now "$scratch/newest"
  answer "$who" "$port" "a size it does not hold"   409       1    "$scratch/newest"
  answer "$who" "$port" "another root of that size" "422 409" $now "$scratch/forged-same"
  answer "$who" "$port" "a root without a proof"     422       $now "$scratch/forged"
  answer "$who" "$port" "a size smaller than old"   400       $((now + 7)) "$scratch/newest"
  answer "$who" "$port" "another key"               "403 500" $now "$scratch/other-key"
  answer "$who" "$port" "another log"               "404 500" $now "$scratch/other-log"
  shown "$who answers$answers to: again, stale, other root, no proof, smaller, other key, other log"
done

# A ledger that was put back to an older copy, and one that went another way from there, do not start.
start_refused() {
  local what=$1 code=$2
  said=$(katiwala serve "$scratch/before" --port 0 --public-port 0 2>&1)
  local exit_code=$?
  [ $exit_code -eq 70 ] && grep -Eq "$code" <<<"$said" || give_up "$what: exit code $exit_code: $said"
  shown "$what: exit code 70, $said"
  controls=$((controls + 1))
}
start_refused "an older copy of the ledger" WITNESS_AHEAD
fill "$scratch/before" $((last_size + 30))
start_refused "a copy that went another way" CHECKPOINT_FORK
shown "$controls negative controls seen to fail"
