package debian

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// Need is a server that a test cannot do without.
type Need string

// The servers.
const (
	NeedDovecot Need = "Dovecot"
	NeedPostfix Need = "Postfix"
	NeedBind    Need = "BIND"
	NeedUnbound Need = "Unbound"
	NeedCourier Need = "Courier"
	NeedCyrus   Need = "Cyrus"
	NeedExim    Need = "Exim"
	// These are no servers: one reads their logs, one their settings.
	NeedFail2ban    Need = "fail2ban"
	NeedThunderbird Need = "Thunderbird"
)

// needs are all of them.
func needs() []Need {
	return []Need{NeedDovecot, NeedPostfix, NeedCourier, NeedCyrus, NeedExim, NeedBind, NeedUnbound, NeedThunderbird}
}

// requireEnv turns skips for want of a server into failures.
const requireEnv = "MAILPROBE_REQUIRE_SERVERS"

// Folders of Debian's packages that no PATH holds.
const (
	dovecotLibexec = "/usr/lib/dovecot"
	postfixLibexec = "/usr/lib/postfix/sbin"
)

// Require skips the test, in one line that says what to install, if a server
// is missing; see the package comment for when it fails instead. The Start
// functions call it themselves: a test calls it to be skipped before it has
// done other work.
func Require(t testing.TB, needs ...Need) {
	t.Helper()
	if runtime.GOOS != "linux" {
		unavailable(t, "needs Debian's servers, which run on Linux only")
	}
	if packages := missing(needs, installed); len(packages) > 0 {
		unavailable(t, "needs %s: apt-get install --no-install-recommends %s", join(needs), strings.Join(packages, " "))
	}
	for _, need := range needs {
		_, unpacked := unpackedServers[need]
		if unpacked && unpackedRoot(need) == "" {
			unavailable(t, "needs %s, which .ci/unpack unpacks", need)
		}
		if (unpacked || need == NeedPostfix) && os.Geteuid() != 0 {
			skip(t, fmt.Sprintf("needs root: %s starts no other way", need))
		}
	}
}

// unavailable ends a test that the machine cannot run.
func unavailable(t testing.TB, format string, args ...any) {
	t.Helper()
	if os.Getenv(requireEnv) != "" {
		t.Fatalf(requireEnv+" is set, but this test "+format, args...)
	}
	skip(t, fmt.Sprintf(format, args...))
}

func skip(t testing.TB, why string) {
	t.Helper()
	note(t, skipped)
	t.Skip(why)
}

// missing lists the packages to install, given what is installed.
func missing(needs []Need, installed func(program string) bool) []string {
	var packages []string
	for _, part := range []struct {
		need         Need
		program, pkg string
	}{
		{NeedDovecot, "dovecot", "dovecot-core"},
		{NeedDovecot, dovecotLibexec + "/imap-login", "dovecot-imapd"},
		{NeedDovecot, dovecotLibexec + "/pop3-login", "dovecot-pop3d"},
		{NeedPostfix, postfixLibexec + "/master", "postfix"},
		{NeedBind, "named", "bind9"},
		{NeedUnbound, "unbound", "unbound"},
		{NeedFail2ban, "fail2ban-regex", "fail2ban"},
	} {
		if slices.Contains(needs, part.need) && !installed(part.program) {
			packages = append(packages, part.pkg)
		}
	}
	return packages
}

func installed(name string) bool {
	_, err := program(name)
	return err == nil
}

// program finds a program that may be in a folder only root's PATH holds.
func program(name string) (string, error) {
	path, err := exec.LookPath(name)
	if err == nil || filepath.IsAbs(name) {
		return path, err
	}
	return exec.LookPath(filepath.Join("/usr/sbin", name))
}

func join(needs []Need) string {
	names := make([]string, len(needs))
	for i, need := range needs {
		names[i] = string(need)
	}
	return strings.Join(names, ", ")
}
