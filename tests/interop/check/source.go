package main

// Where a tree is read from: a folder as it was exported, or the address of one that is served.

import (
	"context"
	"fmt"
	"os"
	"strings"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func isURL(base string) bool { return strings.HasPrefix(base, "http://") }

func tilesOf(base string) (torchwood.TileReader, error) {
	if isURL(base) {
		return torchwood.NewTileFetcher(base)
	}
	return torchwood.NewTileFS(os.DirFS(base))
}

func policyOf(file string) (torchwood.Policy, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return torchwood.ParsePolicy(text)
}

// headOf is the checkpoint published at a base, verified.
func headOf(policy torchwood.Policy, base string) (torchwood.Checkpoint, *note.Note, error) {
	tiles, err := tilesOf(base)
	if err != nil {
		return torchwood.Checkpoint{}, nil, err
	}
	text, err := tiles.ReadEndpoint(context.Background(), "checkpoint")
	if err != nil {
		return torchwood.Checkpoint{}, nil, err
	}
	return torchwood.VerifyCheckpoint(text, policy)
}

func said(c torchwood.Checkpoint, n *note.Note) string {
	var names []string
	for _, s := range n.Sigs {
		names = append(names, s.Name)
	}
	return fmt.Sprintf("size %d root %s signed by %s", c.N, c.Hash, strings.Join(names, ", "))
}

func hashesOf(base string, of tlog.Tree) (tlog.HashReader, error) {
	tiles, err := tilesOf(base)
	if err != nil {
		return nil, err
	}
	return torchwood.TileHashReaderWithContext(context.Background(), of, tiles), nil
}
