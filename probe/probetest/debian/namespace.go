package debian

import (
	"bytes"
	"errors"
	"flag"
	"net/netip"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// Namespace is a network of its own, with nothing in it but this machine.
type Namespace struct {
	// Addresses, with the lengths of their networks, are given to the loopback
	// interface. Clients use the first address of a network as their own, and
	// all addresses of an IPv4 network belong to the machine: with
	// "192.0.2.1/24", servers on 192.0.2.10 see clients of 192.0.2.1. BIND is the
	// exception, see [NameHost]. IPv6 addresses must be listed one by one, as
	// "2001:db8::10/128", and clients have the very address that they connect to;
	// see [Host] for what Dovecot makes of that.
	Addresses []string
	// Nameserver is the only one in /etc/resolv.conf. It need not run.
	Nameserver string
}

// namespaceEnv holds, in a process inside a namespace, the name of its test.
const namespaceEnv = "MAILPROBE_NAMESPACE"

// InNamespace calls run in a new network, with an /etc/resolv.conf of its own
// and no names in /etc/hosts but localhost and the machine's own. Programs that
// run starts are in the network too.
//
// A namespace belongs to a process. So the test is run once more, alone, by
// another process of the same test binary, which does all that stands before
// InNamespace again, and then run; this process only waits for it, and takes
// over its result. What stands behind InNamespace happens in both. It needs
// root, without which the test is skipped.
func InNamespace(t testing.TB, ns Namespace, run func()) {
	t.Helper()
	if os.Getenv(namespaceEnv) == t.Name() {
		if err := enter(ns); errors.Is(err, os.ErrPermission) {
			unavailable(t, "needs a network namespace: %v", err)
		} else if err != nil {
			t.Fatalf("setting up the network namespace: %v", err)
		}
		run()
		return
	}
	if runtime.GOOS != "linux" {
		unavailable(t, "needs a network namespace, which Linux only has")
	}
	if os.Geteuid() != 0 {
		skip(t, "needs root, to make a network namespace")
	}
	outer(t)
}

// outer runs the test in a process of its own.
func outer(t testing.TB) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var output bytes.Buffer
	cmd := exec.Command(self, testFlags(t.Name())...)
	cmd.Env = append(os.Environ(), namespaceEnv+"="+t.Name())
	cmd.Stdout, cmd.Stderr = &output, &output
	cmd.SysProcAttr = ownNamespace()
	cmd.WaitDelay = patience // for what run started and left behind
	if err := cmd.Start(); errors.Is(err, os.ErrPermission) {
		unavailable(t, "needs a network namespace: %v", err)
	} else if err != nil {
		t.Fatal(err)
	}
	note(t, namespaced)
	unguard := guard(t, cmd.Process.Pid)
	err = cmd.Wait()
	unguard()

	t.Logf("in the namespace:\n%s", quoted(output.String()))
	switch verdict := result(output.String(), t.Name()); {
	case err != nil:
		t.Errorf("failed in the namespace: %v", err)
	case verdict == "SKIP":
		t.Skip("skipped in the namespace")
	case verdict != "PASS":
		t.Error("did not run in the namespace")
	}
}

// quoted marks the lines of the inner test, so that nobody takes its results
// for those of this process.
func quoted(output string) string {
	return "| " + strings.ReplaceAll(strings.TrimRight(output, "\n"), "\n", "\n| ")
}

// testFlags are the arguments that make the test binary run the one test, with
// what this process was given but for the files that it writes itself.
func testFlags(name string) []string {
	pattern := strings.Split(name, "/")
	for i, part := range pattern {
		pattern[i] = "^" + regexp.QuoteMeta(part) + "$"
	}
	given := os.Args[1 : len(os.Args)-flag.NArg()]
	own := []string{
		"-test.run=" + strings.Join(pattern, "/"),
		"-test.skip=", "-test.bench=", "-test.fuzz=", "-test.count=1", "-test.v=true",
		"-test.testlogfile=", "-test.coverprofile=", "-test.trace=",
		"-test.cpuprofile=", "-test.memprofile=", "-test.blockprofile=", "-test.mutexprofile=",
	}
	return slices.Concat(given, own, flag.Args())
}

// result finds how the test ended in what the test binary printed.
func result(output, name string) string {
	for line := range strings.Lines(output) {
		verdict, ok := strings.CutPrefix(strings.TrimSpace(line), "--- ")
		if !ok {
			continue
		}
		if verdict, ended, ok := strings.Cut(verdict, ": "); ok && strings.HasPrefix(ended, name+" (") {
			return verdict
		}
	}
	return ""
}

// prefixes reads the addresses of a namespace.
func (ns Namespace) prefixes() ([]netip.Prefix, error) {
	var prefixes []netip.Prefix
	for _, text := range ns.Addresses {
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, err
		}
		prefixes = append(prefixes, prefix)
	}
	return prefixes, nil
}
