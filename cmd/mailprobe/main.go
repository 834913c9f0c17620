// Mailprobe finds the mail settings of an address, tries each of them for real,
// and prints those that work; where none does, it says why.
package main

import (
	"os"
	"time"
)

func main() {
	os.Exit(run(os.Args, &system{
		stdin:        os.Stdin,
		stdout:       os.Stdout,
		stderr:       os.Stderr,
		getenv:       os.Getenv,
		start:        time.Now(),
		openTerminal: openTerminal,
	}))
}
