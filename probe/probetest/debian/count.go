package debian

import (
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
)

// countEnv names the file that collects which test used which server. A file,
// because a test in a namespace is a process of its own.
const countEnv = "MAILPROBE_SERVERS_USED"

// What is noted beside the servers.
const (
	namespaced = "namespace"
	skipped    = "skipped"
)

// Main runs the tests and then prints how many of them each server saw:
//
//	debian: tests ran: 14 against Dovecot, 9 against Postfix, 3 against BIND, …; 4 in a namespace, 0 skipped
//
// It is meant for TestMain, with its result as the exit code. The go command
// shows the line of a package that passed only with -v. Where
// MAILPROBE_SERVERS_USED names a file already, the notes go there, a line for
// each test and server, and whoever made the file does the counting.
func Main(m *testing.M) int {
	if os.Getenv(countEnv) != "" { // CI counts, or the process outside a namespace
		return m.Run()
	}
	used, err := os.CreateTemp("", "mailprobe-servers-used-")
	if err != nil {
		fmt.Fprintln(os.Stderr, "debian:", err)
		return 1
	}
	defer func() {
		used.Close()
		os.Remove(used.Name())
	}()
	os.Setenv(countEnv, used.Name())
	code := m.Run()
	notes, err := io.ReadAll(used)
	if err != nil {
		fmt.Fprintln(os.Stderr, "debian:", err)
		return 1
	}
	fmt.Println(summary(string(notes)))
	return code
}

// note records that the test used a server. Without [Main] nobody counts.
func note(t testing.TB, what string) {
	t.Helper()
	name := os.Getenv(countEnv)
	if name == "" {
		return
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatalf("counting the servers that tests use: %v", err)
	}
	defer f.Close()
	if _, err := fmt.Fprintf(f, "%s\t%s\n", what, t.Name()); err != nil {
		t.Fatalf("counting the servers that tests use: %v", err)
	}
}

// summary counts each test once for each thing it used.
func summary(notes string) string {
	seen := map[string]bool{}
	count := map[string]int{}
	for line := range strings.Lines(notes) {
		if seen[line] {
			continue
		}
		seen[line] = true
		what, _, _ := strings.Cut(line, "\t")
		count[what]++
	}
	var ran []string
	for _, need := range needs() {
		ran = append(ran, fmt.Sprintf("%d against %s", count[string(need)], need))
	}
	return fmt.Sprintf("debian: tests ran: %s; %d in a namespace, %d skipped",
		strings.Join(ran, ", "), count[namespaced], count[skipped])
}
