package main

// What a checkpoint, a receipt and two heads prove.

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/tlog"
)

func checkpoint(a []string) (string, error) {
	policy, err := policyOf(a[0])
	if err != nil {
		return "", err
	}
	text, err := os.ReadFile(a[1])
	if err != nil {
		return "", err
	}
	c, n, err := torchwood.VerifyCheckpoint(text, policy)
	if err != nil {
		return "", err
	}
	return said(c, n), nil
}

// receipt: the .tlog-proof holds for the header of that entry as it stands in the tiles.
func receipt(a []string) (string, error) {
	policy, err := policyOf(a[0])
	if err != nil {
		return "", err
	}
	proof, err := os.ReadFile(a[1])
	if err != nil {
		return "", err
	}
	index, err := strconv.ParseInt(a[3], 10, 64)
	if err != nil {
		return "", err
	}
	head, _, err := headOf(policy, a[2])
	if err != nil {
		return "", err
	}
	tiles, err := tilesOf(a[2])
	if err != nil {
		return "", err
	}
	client, err := torchwood.NewClient(tiles)
	if err != nil {
		return "", err
	}
	// The client proves the entry under the head before it gives it.
	header, _, err := client.Entry(context.Background(), head.Tree, index)
	if err != nil {
		return "", err
	}
	if err := torchwood.VerifyProof(policy, tlog.RecordHash(header), proof); err != nil {
		return "", err
	}
	return fmt.Sprintf("entry %d, a header of %d bytes", index, len(header)), nil
}

// growth: the head published at the base contains the older one.
func growth(a []string) (string, error) {
	policy, err := policyOf(a[0])
	if err != nil {
		return "", err
	}
	text, err := os.ReadFile(a[1])
	if err != nil {
		return "", err
	}
	older, _, err := torchwood.VerifyCheckpoint(text, policy)
	if err != nil {
		return "", fmt.Errorf("the older: %w", err)
	}
	newer, _, err := headOf(policy, a[2])
	if err != nil {
		return "", fmt.Errorf("the newer: %w", err)
	}
	if older.Origin != newer.Origin {
		return "", fmt.Errorf("two logs: %q and %q", older.Origin, newer.Origin)
	}
	hashes, err := hashesOf(a[2], newer.Tree)
	if err != nil {
		return "", err
	}
	proof, err := tlog.ProveTree(newer.N, older.N, hashes)
	if err != nil {
		return "", err
	}
	if err := tlog.CheckTree(proof, newer.N, newer.Hash, older.N, older.Hash); err != nil {
		return "", err
	}
	return fmt.Sprintf("%d entries grew to %d, %d hashes", older.N, newer.N, len(proof)), nil
}

// tree: every entry is under the published head; in a folder there is besides no file that the tree does not have, and none is longer than it
// may be (a file system check that reads what it needs does not see either).
func tree(a []string) (string, error) {
	policy, err := policyOf(a[0])
	if err != nil {
		return "", err
	}
	head, n, err := headOf(policy, a[1])
	if err != nil {
		return "", err
	}
	tiles, err := tilesOf(a[1])
	if err != nil {
		return "", err
	}
	client, err := torchwood.NewClient(tiles)
	if err != nil {
		return "", err
	}
	var seen int64
	for range client.AllEntries(context.Background(), head.Tree, 0) {
		seen++
	}
	if client.Err() != nil {
		return "", client.Err()
	}
	if seen != head.N {
		return "", fmt.Errorf("%d entries of %d", seen, head.N)
	}
	if isURL(a[1]) {
		return said(head, n), nil
	}
	files, err := exactFiles(a[1], head.N)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s; %d files, no other", said(head, n), files), nil
}

func exactFiles(base string, size int64) (int64, error) {
	var found int64
	root := filepath.Join(base, "tile")
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(base, path)
		if err != nil {
			return err
		}
		found++
		return exactFile(path, filepath.ToSlash(name), size)
	})
	if err == nil && found != filesOf(size) {
		err = fmt.Errorf("%d files, the tree has %d", found, filesOf(size))
	}
	return found, err
}

func exactFile(path, name string, size int64) error {
	tile, err := torchwood.ParseTilePath(name)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if count := size>>(8*max(tile.L, 0)) - tile.N*256; int64(tile.W) != min(count, 256) {
		return fmt.Errorf("%s: its width is not the tree's", name)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if tile.L >= 0 {
		if len(data) != tile.W*tlog.HashSize {
			return fmt.Errorf("%s: %d bytes", name, len(data))
		}
		return nil
	}
	rest := data
	for i := 0; i < tile.W; i++ {
		if _, rest, err = torchwood.ReadTileEntry(rest); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if len(bytes.TrimSpace(rest)) != 0 || len(rest) != 0 {
		return fmt.Errorf("%s: %d bytes after its last entry", name, len(rest))
	}
	return nil
}

// filesOf: bundles, and tiles level by level.
func filesOf(size int64) int64 {
	count := (size + 255) / 256
	for at := size; at > 0; at >>= 8 {
		count += (at + 255) / 256
	}
	return count
}
