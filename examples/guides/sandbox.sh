# For bash, to be sourced: a sandbox ledger in a folder, with a story told on it, whose door is asked as one of its people. For docs/guides.
#
#   . examples/guides/sandbox.sh
#   sandbox_open FOLDER STORY.toml     makes the ledger, serves it on loopback, tells the story (docs/scenario.md), goes on serving
#   ask WHO /v1/PATH [CURL OPTION...]  what the door answers WHO: aunt, officer, social_worker, auditor ...
#   sandbox_close                      stops serving; so does the end of the shell
# Everybody in a sandbox is invented. `katiwala` is the one on the PATH; curl must be there.
sandbox_server='' sandbox_folder='' sandbox_port=''

# The server's first line says where it listens; nothing is waited for but that line.
sandbox_serve() {
  local ready pipe=$sandbox_folder/says
  rm -f "$pipe" && mkfifo "$pipe" || return
  katiwala serve "$sandbox_folder" --port 0 --public-port 0 --json >"$pipe" 2>&1 </dev/null &
  sandbox_server=$!
  exec {sandbox_says}<"$pipe"
  read -r ready <&"$sandbox_says"
  sandbox_port=$(sed -n 's|.*"ready":"https://[^"]*:\([0-9]*\)".*|\1|p' <<<"$ready")
  [ -n "$sandbox_port" ] && return
  printf '%s\n' "$ready" >&2
  return 1
}

sandbox_close() {
  [ -n "$sandbox_server" ] || return 0
  kill -TERM "$sandbox_server" && wait "$sandbox_server"
  sandbox_server=''
  exec {sandbox_says}<&-
}
trap sandbox_close EXIT

sandbox_open() {
  sandbox_folder=$1
  local start
  start=$(sed -n 's/^start = "\(.*T..:..\)"$/\1:00+08:00/p' "$2")
  katiwala init "$sandbox_folder" --start "$start" >/dev/null && sandbox_serve || return
  katiwala demo "$sandbox_folder" --port "$sandbox_port" --script "$2" >"$sandbox_folder/story.log" || { cat "$sandbox_folder/story.log" && return 1; }
  tail -n 1 "$sandbox_folder/story.log"
}

ask() {
  local pki=$sandbox_folder/sandbox-pki who=$1 path=$2
  shift 2
  case $who in
    officer) who=officer-1 ;;
    officer2) who=officer-2 ;;
    social_worker) who=social-worker ;;
    *) [ -e "$pki/$who.pem" ] || who=party-$who ;;
  esac
  curl -sS --cacert "$pki/authority.pem" --cert "$pki/$who.pem" --key "$pki/$who-key.pem" "https://127.0.0.1:$sandbox_port$path" "$@"
}
