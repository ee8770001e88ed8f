package main

// The log's key, outside Katiwala: to know its name independently, and to sign what Katiwala would not.

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"os"
	"strconv"
	"strings"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

func keyOf(file string) (ed25519.PrivateKey, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, fmt.Errorf("%s: no PEM", file)
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	signer, ok := key.(ed25519.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("%s: no Ed25519 key", file)
	}
	return signer, nil
}

func vkey(a []string) (string, error) {
	key, err := keyOf(a[0])
	if err != nil {
		return "", err
	}
	return note.NewEd25519VerifierKey(a[1], key.Public().(ed25519.PublicKey))
}

// sign prints a head of any size and root.
func sign(a []string) (string, error) {
	key, err := keyOf(a[0])
	if err != nil {
		return "", err
	}
	name, err := note.NewEd25519VerifierKey(a[1], key.Public().(ed25519.PublicKey))
	if err != nil {
		return "", err
	}
	seed := append([]byte{1}, key.Seed()...)
	signer, err := note.NewSigner("PRIVATE+KEY+" + a[1] + "+" + strings.Split(name, "+")[1] + "+" + base64.StdEncoding.EncodeToString(seed))
	if err != nil {
		return "", err
	}
	size, err := strconv.ParseInt(a[2], 10, 64)
	if err != nil {
		return "", err
	}
	root, err := tlog.ParseHash(a[3])
	if err != nil {
		return "", err
	}
	text := torchwood.Checkpoint{Origin: a[1], Tree: tlog.Tree{N: size, Hash: root}}.String()
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	return strings.TrimSuffix(string(signed), "\n"), err
}

// watch writes the two rows by which litewitness knows a log: what `witnessctl add-log` and `add-key` write.
func watch(a []string) (string, error) {
	v, err := note.NewVerifier(a[1])
	if err != nil {
		return "", err
	}
	db, err := sqlite.OpenConn(a[0], 0)
	if err != nil {
		return "", err
	}
	defer db.Close()
	empty, err := tlog.TreeHash(0, nil)
	if err != nil {
		return "", err
	}
	if err := sqlitex.Execute(db, "INSERT INTO log (origin, tree_size, tree_hash) VALUES (?, 0, ?)",
		&sqlitex.ExecOptions{Args: []any{v.Name(), empty.String()}}); err != nil {
		return "", err
	}
	if err := sqlitex.Execute(db, "INSERT INTO key (origin, key) VALUES (?, ?)", &sqlitex.ExecOptions{Args: []any{v.Name(), a[1]}}); err != nil {
		return "", err
	}
	return "litewitness knows " + v.Name(), nil
}

// flip changes one bit of a byte; a negative offset counts from the end.
func flip(a []string) (string, error) {
	data, err := os.ReadFile(a[0])
	if err != nil {
		return "", err
	}
	at, err := strconv.Atoi(a[1])
	if err != nil {
		return "", err
	}
	if at < 0 {
		at += len(data)
	}
	if at < 0 || at >= len(data) {
		return "", fmt.Errorf("%s has no byte %s", a[0], a[1])
	}
	data[at] ^= 1
	return fmt.Sprintf("byte %d of %d", at, len(data)), os.WriteFile(a[0], data, 0o600)
}
