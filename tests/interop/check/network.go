package main

// Asking servers, and being one.

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/tlog"
)

const between = 50 * time.Millisecond

// until asks again and again till it holds or the seconds are over; then why it did not hold last.
func until(seconds string, holds func() (string, error)) (string, error) {
	count, err := strconv.Atoi(seconds)
	if err != nil {
		return "", err
	}
	deadline, stop := context.WithTimeout(context.Background(), time.Duration(count)*time.Second)
	defer stop()
	again := time.NewTicker(between)
	defer again.Stop()
	for {
		found, err := holds()
		if err == nil {
			return found, nil
		}
		select {
		case <-deadline.Done():
			return "", fmt.Errorf("after %s s: %w", seconds, err)
		case <-again.C:
		}
	}
}

// wait: till the head published at the address is good under the policy and has at least that size.
func wait(a []string) (string, error) {
	policy, err := policyOf(a[0])
	if err != nil {
		return "", err
	}
	size, err := strconv.ParseInt(a[2], 10, 64)
	if err != nil {
		return "", err
	}
	return until(a[3], func() (string, error) {
		text, err := read(http.DefaultClient, a[1]+"checkpoint")
		if err != nil {
			return "", err
		}
		c, n, err := torchwood.VerifyCheckpoint(text, policy)
		if err != nil {
			return "", err
		}
		if c.N < size {
			return "", fmt.Errorf("the head has %d entries", c.N)
		}
		return said(c, n), nil
	})
}

func listens(a []string) (string, error) { return answers("tcp", a[0], a[1]) }
func socket(a []string) (string, error)  { return answers("unix", a[0], a[1]) }

func answers(network, address, seconds string) (string, error) {
	return until(seconds, func() (string, error) {
		conn, err := net.Dial(network, address)
		if err != nil {
			return "", err
		}
		return address, conn.Close()
	})
}

func read(client *http.Client, url string) ([]byte, error) {
	answer, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s: %s", url, answer.Status, bytes.TrimSpace(body))
	}
	return body, err
}

func fetch(a []string) (string, error) {
	body, err := read(http.DefaultClient, a[0])
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d bytes", len(body)), os.WriteFile(a[1], body, 0o600)
}

// clientOf: a person of the sandbox, by her certificate.
func clientOf(ledger, who string) (*http.Client, error) {
	pki := filepath.Join(ledger, "sandbox-pki")
	own, err := tls.LoadX509KeyPair(filepath.Join(pki, who+".pem"), filepath.Join(pki, who+"-key.pem"))
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(pki, "authority.pem"))
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(text) {
		return nil, fmt.Errorf("no certificate of the sandbox's authority")
	}
	return &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS13, Certificates: []tls.Certificate{own}, RootCAs: roots}}}, nil
}

func get(a []string) (string, error) {
	client, err := clientOf(a[0], a[1])
	if err != nil {
		return "", err
	}
	body, err := read(client, a[2])
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d bytes", len(body)), os.WriteFile(a[3], body, 0o600)
}

// status: a number under "log" of the door's status.
func status(a []string) (string, error) {
	client, err := clientOf(a[0], "auditor")
	if err != nil {
		return "", err
	}
	body, err := read(client, a[1]+"/v1/status")
	if err != nil {
		return "", err
	}
	var all struct {
		Log map[string]json.RawMessage `json:"log"`
	}
	if err := json.Unmarshal(body, &all); err != nil {
		return "", err
	}
	found, known := all.Log[a[2]]
	if !known {
		return "", fmt.Errorf("the status says nothing of %q: %s", a[2], body)
	}
	return string(found), nil
}

func ports(a []string) (string, error) {
	count, err := strconv.Atoi(a[0])
	if err != nil {
		return "", err
	}
	var out []string
	for range count {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return "", err
		}
		defer listener.Close() // all at once, so that they differ
		out = append(out, strconv.Itoa(listener.Addr().(*net.TCPAddr).Port))
	}
	return strings.Join(out, " "), nil
}

// folder serves files until it is ended; its port goes into a file.
func folder(a []string) (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	port := strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)
	unfinished := a[1] + ".unfinished"
	if err := os.WriteFile(unfinished, []byte(port), 0o600); err != nil {
		return "", err
	}
	if err := os.Rename(unfinished, a[1]); err != nil {
		return "", err
	}
	return "", http.Serve(listener, http.FileServer(http.Dir(a[0])))
}

// port: what folder wrote, when it is there.
func port(a []string) (string, error) {
	return until(a[1], func() (string, error) {
		text, err := os.ReadFile(a[0])
		return string(text), err
	})
}

// line: the first group of a pattern in a growing file, when it is there.
func line(a []string) (string, error) {
	pattern, err := regexp.Compile(a[1])
	if err != nil {
		return "", err
	}
	return until(a[2], func() (string, error) {
		text, err := os.ReadFile(a[0])
		if err != nil {
			return "", err
		}
		found := pattern.FindSubmatch(text)
		if found == nil {
			return "", fmt.Errorf("%s has no such line", a[0])
		}
		return string(found[1]), nil
	})
}

// post hands a head to a witness as a log would and prints the status it answers; the proof is made from the tiles at the base, of the tree
// that is published there.
func post(a []string) (string, error) {
	old, err := strconv.ParseInt(a[1], 10, 64)
	if err != nil {
		return "", err
	}
	text, err := os.ReadFile(a[2])
	if err != nil {
		return "", err
	}
	head, err := torchwood.ParseCheckpoint(strings.SplitAfter(string(text), "\n\n")[0][:strings.Index(string(text), "\n\n")+1])
	if err != nil {
		return "", err
	}
	body := fmt.Sprintf("old %d\n", old)
	if 0 < old && old < head.N {
		proof, err := proofBetween(a[3], old, head.N)
		if err != nil {
			return "", err
		}
		for _, hash := range proof {
			body += base64.StdEncoding.EncodeToString(hash[:]) + "\n"
		}
	}
	answer, err := http.Post(a[0]+"/add-checkpoint", "text/plain; charset=utf-8", strings.NewReader(body+"\n"+string(text)))
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	return strconv.Itoa(answer.StatusCode), nil
}

func proofBetween(base string, old, size int64) (tlog.TreeProof, error) {
	tiles, err := tilesOf(base)
	if err != nil {
		return nil, err
	}
	text, err := tiles.ReadEndpoint(context.Background(), "checkpoint")
	if err != nil {
		return nil, err
	}
	head, err := torchwood.ParseCheckpoint(string(text[:bytes.Index(text, []byte("\n\n"))+1]))
	if err != nil {
		return nil, err
	}
	if size > head.N {
		return tlog.TreeProof{head.Hash}, nil // nobody can prove that: something of a proof's form
	}
	hashes, err := hashesOf(base, head.Tree)
	if err != nil {
		return nil, err
	}
	return tlog.ProveTree(size, old, hashes)
}
