package debian

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
)

// ending stands in for a test that ends early.
type ending struct {
	testing.TB
	how string
}

func (e *ending) Helper() {}

func (e *ending) Fatalf(format string, args ...any) {
	e.how = "fatal: " + fmt.Sprintf(format, args...)
	runtime.Goexit()
}

func (e *ending) Skip(args ...any) {
	e.how = "skip: " + fmt.Sprint(args...)
	runtime.Goexit()
}

func TestUnavailable(t *testing.T) {
	for env, want := range map[string]string{
		"":  "skip: needs BIND: apt-get install bind9",
		"1": "fatal: MAILPROBE_REQUIRE_SERVERS is set, but this test needs BIND: apt-get install bind9",
	} {
		t.Setenv(requireEnv, env)
		t.Setenv(countEnv, "") // the skip is not this test's
		e := &ending{TB: t}
		done := make(chan struct{})
		go func() {
			defer close(done)
			unavailable(e, "needs %s: apt-get install %s", NeedBind, "bind9")
		}()
		if <-done; e.how != want {
			t.Errorf("%s=%q: got %q, want %q", requireEnv, env, e.how, want)
		}
	}
}

func TestMissing(t *testing.T) {
	all := func(string) bool { return false }
	for need, want := range map[Need][]string{
		NeedDovecot: {"dovecot-core", "dovecot-imapd", "dovecot-pop3d"},
		NeedPostfix: {"postfix"},
		NeedBind:    {"bind9"},
		NeedUnbound: {"unbound"},
	} {
		if got := missing([]Need{need}, all); !slices.Equal(got, want) {
			t.Errorf("%s: install %q, want %q", need, got, want)
		}
		if got := missing([]Need{need}, func(string) bool { return true }); len(got) != 0 {
			t.Errorf("%s is there, but %q are to be installed", need, got)
		}
	}
	if installed("no-such-server") {
		t.Error("a program was found that is not there")
	}
}

func TestUnpackedRoot(t *testing.T) {
	dir := t.TempDir()
	t.Setenv(unpackedEnv, dir)
	if err := os.MkdirAll(filepath.Join(dir, "cyrus", "root"), 0o755); err != nil {
		t.Fatal(err)
	}
	if got := unpackedRoot(NeedCyrus); got != "" {
		t.Errorf("what was unpacked by half counts: %s", got)
	}
	if err := os.WriteFile(filepath.Join(dir, "cyrus", "complete"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if got := unpackedRoot(NeedCyrus); got != filepath.Join(dir, "cyrus", "root") {
		t.Errorf("got %q", got)
	}
}
