// check holds what Katiwala publishes against libraries of other people: torchwood for trust policies, proofs and tiles, golang.org/x/mod for
// notes and trees, Go's own TLS and Ed25519. Nothing here is shared with Katiwala.
//
// It prints one line of what it found and ends with 0; what does not hold is one line on standard error and 1; a wrong command line is 2.
package main

import (
	"fmt"
	"os"
)

type command struct {
	words string
	count int // of arguments
	run   func(arguments []string) (string, error)
}

var commands = map[string]command{
	"checkpoint": {"POLICY NOTE", 2, checkpoint},
	"tree":       {"POLICY BASE", 2, tree},
	"receipt":    {"POLICY RECEIPT BASE ENTRY", 4, receipt},
	"growth":     {"POLICY OLD-NOTE BASE", 3, growth},
	"wait":       {"POLICY URL SIZE SECONDS", 4, wait},
	"status":     {"LEDGER URL NUMBER-UNDER-LOG", 3, status},
	"get":        {"LEDGER WHO URL FILE", 4, get},
	"fetch":      {"URL FILE", 2, fetch},
	"ports":      {"COUNT", 1, ports},
	"listens":    {"ADDRESS SECONDS", 2, listens},
	"socket":     {"PATH SECONDS", 2, socket},
	"folder":     {"DIR PORT-FILE", 2, folder},
	"port":       {"PORT-FILE SECONDS", 2, port},
	"line":       {"FILE PATTERN SECONDS", 3, line},
	"vkey":       {"KEY.pem NAME", 2, vkey},
	"sign":       {"KEY.pem ORIGIN SIZE ROOT", 4, sign},
	"post":       {"WITNESS-URL OLD-SIZE NOTE BASE", 4, post},
	"watch":      {"LITEWITNESS.db VKEY", 2, watch},
	"flip":       {"FILE OFFSET", 2, flip},
}

func main() {
	if len(os.Args) < 2 {
		usage()
	}
	c, known := commands[os.Args[1]]
	if !known || len(os.Args)-2 != c.count {
		usage()
	}
	said, err := c.run(os.Args[2:])
	if err != nil {
		fmt.Fprintf(os.Stderr, "check %s: %v\n", os.Args[1], err)
		os.Exit(1)
	}
	fmt.Println(said)
}

func usage() {
	for name, c := range commands {
		fmt.Fprintf(os.Stderr, "check %s %s\n", name, c.words)
	}
	os.Exit(2)
}
