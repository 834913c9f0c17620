package debian

import (
	"context"
	"errors"
	"io"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestServerSide(t *testing.T) {
	const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0200007F:008F 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1
   1: 0200007F:008F 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 1 1
   2: 0200007F:008F 0100007F:9C41 08 00000000:00000000 00:00000000 00000000     0        0 1 1
   3: 0200007F:008F 0100007F:9C42 03 00000000:00000000 00:00000000 00000000     0        0 1 1
   4: 0200007F:008F 0100007F:9C43 06 00000000:00000000 00:00000000 00000000     0        0 1 1
   5: 0100007F:9C40 0200007F:008F 01 00000000:00000000 00:00000000 00000000     0        0 1 1
   6: 0300007F:008F 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 1 1
`
	open, err := serverSide(table, map[string]bool{"0200007F:008F": true})
	if err != nil {
		t.Fatal(err)
	}
	var numbers []string
	for _, line := range open {
		number, _, _ := strings.Cut(line, ":")
		numbers = append(numbers, number)
	}
	if want := []string{"1", "2", "3"}; !slices.Equal(numbers, want) {
		t.Errorf("open are lines %v, want %v", numbers, want)
	}
	if _, err := serverSide("heading\nnonsense\n", nil); err == nil {
		t.Error("nonsense was taken for a table")
	}
}

func TestTableKey(t *testing.T) {
	if runtime.GOARCH != "amd64" && runtime.GOARCH != "arm64" {
		t.Skip("the words are those of a little-endian machine")
	}
	for host, want := range map[string]string{
		"127.0.0.2":    "0200007F:008F",
		"2001:db8::10": "B80D0120000000000000000010000000:008F",
	} {
		if got, err := tableKey(host, 143); err != nil || got != want {
			t.Errorf("tableKey(%s) is %s, %v; want %s", host, got, err, want)
		}
	}
}

func TestSummary(t *testing.T) {
	notes := "Dovecot\tTestOne\nPostfix\tTestOne\nDovecot\tTestOne\nDovecot\tTestTwo\nskipped\tTestThree\nnamespace\tTestOne\n"
	want := "debian: tests ran: 2 against Dovecot, 1 against Postfix, 0 against Courier, 0 against Cyrus, 0 against Exim, " +
		"0 against BIND, 0 against Unbound, 0 against Thunderbird; 1 in a namespace, 1 skipped"
	if got := summary(notes); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestResult(t *testing.T) {
	const output = `=== RUN   TestA
=== RUN   TestA/b
    a_test.go:1: --- SKIP: TestA/b
--- PASS: TestA (0.00s)
    --- FAIL: TestA/b (0.01s)
    --- SKIP: TestA/b#01 (0.00s)
PASS
`
	for name, want := range map[string]string{"TestA": "PASS", "TestA/b": "FAIL", "TestA/b#01": "SKIP", "Test": ""} {
		if got := result(output, name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestJournal(t *testing.T) {
	log, server := io.Pipe()
	j := newJournal()
	go j.fill(log)
	go io.WriteString(server, "one\ntwo\n")
	if err := j.await(t.Context(), 0, "two"); err != nil {
		t.Error(err)
	}
	if got := j.all(); !slices.Equal(got, []string{"one", "two"}) {
		t.Errorf("lines %q", got)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if err := j.await(ctx, 2, "two"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("waiting for what does not come: %v", err)
	}
	go func() {
		io.WriteString(server, "three")
		server.Close()
	}()
	if err := j.await(t.Context(), 2, "three"); err != nil {
		t.Error(err)
	}
	if err := j.await(t.Context(), 0, "four"); !errors.Is(err, errLogEnded) {
		t.Errorf("waiting for what cannot come: %v", err)
	}
}

func TestGuardCommand(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("servers run on Linux only")
	}
	server := exec.Command("/bin/sh", "-c", "sleep 1000 & wait") // with a child, as servers have
	server.SysProcAttr = ownGroup()
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	if running, err := groupRuns(server.Process.Pid); err != nil || !running {
		t.Fatalf("the group runs: %t, %v", running, err)
	}
	if out, err := guardCommand(server.Process.Pid).CombinedOutput(); err != nil || len(out) != 0 {
		t.Errorf("the guard: %v\n%s", err, out)
	}
	if err := server.Wait(); err == nil || err.Error() != "signal: killed" {
		t.Errorf("the server ended with %v, want a kill", err)
	}
	if err := killGroup(server.Process.Pid); err != nil {
		t.Errorf("the group still runs: %v", err)
	}
}

func TestPasswdFile(t *testing.T) {
	got, err := passwdFile([]User{{Name: "anna", Password: "a:b", Fields: "nologin"}, {Name: "ben"}})
	if want := "anna:{PLAIN.b64}YTpi::::::nologin\nben:{PLAIN.b64}::::::\n"; err != nil || string(got) != want {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
	for _, u := range []User{{Name: "a:b"}, {Name: "a\nb"}, {Name: "a", Fields: "x\ny"}} {
		if _, err := passwdFile([]User{u}); err == nil {
			t.Errorf("%+v was written", u)
		}
	}
}
