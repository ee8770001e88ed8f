#!/usr/bin/env bash
# Certificates to try a production ledger with: an authority, a server and seven persons, all invented, good for thirty days. Needs openssl.
#
#   examples/guides/bank-keys.sh FOLDER
#
# A bank takes its own authority instead. Each person makes her key herself, where nobody else can copy it; what she hands over is the request to sign.
set -euo pipefail
mkdir "${1:?FOLDER}" && cd "$1"
umask 077
exec 2>openssl.log

certificate() {
  openssl req -newkey ed25519 -nodes -keyout "$1-key.pem" -out request.pem -subj "/O=SANDBOX/CN=$1"
  openssl x509 -req -in request.pem -CA authority.pem -CAkey authority-key.pem -CAcreateserial -days 30 -out "$1.pem" -extfile extensions
}

openssl req -x509 -newkey ed25519 -nodes -keyout authority-key.pem -out authority.pem -days 30 -subj "/O=SANDBOX/CN=authority"
printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\n' >extensions
certificate server
printf 'extendedKeyUsage=clientAuth\n' >extensions
for person in officer-1 officer-2 social-worker releaser compliance bank auditor; do certificate "$person"; done
openssl rand -hex 24 >passphrase
rm request.pem extensions openssl.log
