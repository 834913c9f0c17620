package debian

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// The harness is proved by the tests that use it. Here stands what none of them would
// notice: failures and servers that get lost, and logs as our tests do not write them.

// recorder stands in for a test that is to fail or to be skipped.
type recorder struct {
	testing.TB
	mu   sync.Mutex
	said []string
}

// run calls f, which may end early as a test does. A panic in it ends the process.
func (r *recorder) run(f func()) {
	var done sync.WaitGroup
	done.Go(f)
	done.Wait()
}

func (r *recorder) say(end bool, what, text string) {
	r.mu.Lock()
	r.said = append(r.said, what+": "+text)
	r.mu.Unlock()
	if end {
		runtime.Goexit()
	}
}

func (r *recorder) Errorf(f string, args ...any) { r.say(false, "error", fmt.Sprintf(f, args...)) }
func (r *recorder) Fatalf(f string, args ...any) { r.say(true, "fatal", fmt.Sprintf(f, args...)) }
func (r *recorder) Skip(args ...any)             { r.say(true, "skip", fmt.Sprint(args...)) }

// A namespace holds nothing but the loopback interface, and what goes wrong in it must
// not get lost on its way out.
func TestInNamespace(t *testing.T) {
	if runtime.GOOS != "linux" || os.Geteuid() != 0 {
		t.Skip("needs root, to make a network namespace")
	}
	outside, err := os.ReadFile("/etc/resolv.conf")
	if err != nil {
		t.Skip("no /etc/resolv.conf to replace")
	}
	alone := func(t *testing.T) {
		if inside, err := os.ReadFile("/etc/resolv.conf"); err != nil || string(inside) != "nameserver 192.0.2.53\n" {
			t.Errorf("resolv.conf inside: %q, %v", inside, err)
		}
		interfaces, err := net.Interfaces()
		if err != nil || len(interfaces) != 1 || interfaces[0].Flags&net.FlagUp == 0 {
			t.Fatalf("interfaces: %+v, %v", interfaces, err)
		}
	}
	for _, tt := range []struct {
		name   string
		inside func(t *testing.T)
		want   []string
	}{
		{"with space (and [brackets])", alone, nil},
		{"failure", func(t *testing.T) { t.Error("meant to fail, inside") }, []string{"error: failed in the namespace: exit status 1"}},
		{"panic", func(*testing.T) { panic("meant to panic, inside") }, []string{"error: failed in the namespace: exit status 2"}},
		{"skip", func(t *testing.T) { t.Skip("meant to be skipped, inside") }, []string{"skip: skipped in the namespace"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			entered := false
			outer := &recorder{TB: t}
			run := func() {
				InNamespace(outer, Namespace{Addresses: []string{"192.0.2.1/24"}, Nameserver: "192.0.2.53"}, func() {
					entered = true
					tt.inside(t)
				})
			}
			if os.Getenv(namespaceEnv) == t.Name() {
				run() // as the test itself, which may be skipped
				return
			}
			outer.run(run)
			if entered || !slices.Equal(outer.said, tt.want) {
				t.Errorf("the outer test said %q, want %q", outer.said, tt.want)
			}
			if after, err := os.ReadFile("/etc/resolv.conf"); err != nil || string(after) != string(outside) {
				t.Errorf("/etc/resolv.conf has changed outside: %q, %v", after, err)
			}
		})
	}
}

// Where servers are required, a test that has none fails.
func TestUnavailable(t *testing.T) {
	t.Setenv(countEnv, "") // the skip is not this test's
	for env, want := range map[string]string{
		"":  "skip: needs BIND",
		"1": "fatal: MAILPROBE_REQUIRE_SERVERS is set, but this test needs BIND",
	} {
		t.Setenv(requireEnv, env)
		r := &recorder{TB: t}
		r.run(func() { unavailable(r, "needs %s", NeedBind) })
		if !slices.Equal(r.said, []string{want}) {
			t.Errorf("%s=%q: got %q, want %q", requireEnv, env, r.said, want)
		}
	}
	got := summary("Dovecot\tTestOne\nPostfix\tTestOne\nDovecot\tTestOne\nDovecot\tTestTwo\nskipped\tTestThree\nnamespace\tTestOne\n")
	if !strings.Contains(got, ": 2 against Dovecot, 1 against Postfix, 0 against Courier, ") || !strings.HasSuffix(got, "; 1 in a namespace, 1 skipped") {
		t.Error(got)
	}
}

// A server and its children end with this process, however that ends.
func TestGuardCommand(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("servers run on Linux only")
	}
	server := exec.Command("/bin/sh", "-c", "sleep 1000 & wait")
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

// Two clients at once, a name that looks like the log, and Postfix losing patience.
func TestLoginsOfLines(t *testing.T) {
	dovecot := `2026-11-21 22:07:28.1 auth: Info: passwd-file(anna,192.0.2.1,<s1>): Password mismatch
2026-11-21 22:07:28.2 auth: Info: passwd-file(a,192.0.2.1,<s1>): x,2001:db8::1,<s2>): unknown user
2026-11-21 22:07:28.3 auth: Info: plain(?,192.0.2.1,<s1>): Invalid base64 data in initial response
2026-11-21 22:07:29.1 imap-login: Info: Disconnected: Connection closed (auth failed, 2 attempts in 1 secs): user=<a,192.0.2.1,<s1>): x>, method=LOGIN, rip=2001:db8::1, rport=1, lip=2001:db8::10, lport=993, TLS, session=<s2>
2026-11-21 22:07:29.2 pop3-login: Info: Login: user=<anna>, method=PLAIN, rip=192.0.2.1, rport=2, lip=192.0.2.1, lport=110, secured, session=<s1>
2026-11-21 22:07:29.3 imap-login: Info: Disconnected: Connection closed (no auth attempts in 0 secs): user=<>, rip=192.0.2.1, rport=3, lip=192.0.2.10, lport=143, session=<s3>`
	name := "a,192.0.2.1,<s1>): x"
	postfix := `Nov 21 21:31:06 mail postfix/submission/smtpd[1]: connect from unknown[192.0.2.1]:1001
Nov  1 21:31:06 mail postfix/submissions/smtpd[2]: connect from unknown[2001:db8::1]:1001
Nov 21 21:31:06 mail postfix/submissions/smtpd[2]: Anonymous TLS connection established from unknown[2001:db8::1]:1001: TLSv1.3 with cipher X
Nov 21 21:31:06 mail postfix/submission/smtpd[1]: warning: unknown[192.0.2.1]:1001: SASL PLAIN authentication failed: Connection lost to authentication server, sasl_username=(unavailable)
Nov 21 21:31:06 mail postfix/submissions/smtpd[2]: warning: unknown[2001:db8::1]:1001: SASL LOGIN authentication aborted
Nov 21 21:31:06 mail postfix/submissions/smtpd[2]: 4AB: client=unknown[2001:db8::1]:1001, sasl_method=PLAIN, sasl_username=anna
Nov 21 21:31:07 mail postfix/submissions/smtpd[2]: disconnect from unknown[2001:db8::1]:1001 ehlo=1 auth=1/2 mail=1 commands=3/4
Nov 21 21:31:08 mail postfix/submission/smtpd[1]: disconnect from unknown[192.0.2.1]:1001 ehlo=1 auth=0/1 commands=1/2
Nov 21 21:31:08 mail postfix/submission/smtpd[3]: connect from unknown[192.0.2.1]:1002
Nov 21 21:31:08 mail postfix/submission/smtpd[3]: warning: unknown[192.0.2.1]:1002: SASL PLAIN authentication failed: x, sasl_username=open`
	submission, submissions := Login{Protocol: fact.SMTP, Port: 587}, Login{Protocol: fact.SMTP, Port: 465}
	got := append(dovecotLogins(strings.Split(dovecot, "\n")), postfixLogins(strings.Split(postfix, "\n"),
		map[string]Login{submissionName: submission, submissionsName: submissions})...)
	want := []Login{
		{Protocol: fact.IMAP, Port: 993, User: name, Mechanism: "LOGIN", TLS: true, Refused: []string{name, name}, Reason: "Connection closed (auth failed, 2 attempts in 1 secs)"},
		{Protocol: fact.POP3, Port: 110, User: "anna", Mechanism: "PLAIN", Accepted: true, Refused: []string{"anna", ""}},
		{Protocol: fact.SMTP, Port: 465, User: "anna", Mechanism: "PLAIN", TLS: true, Accepted: true, Refused: []string{""}},
		{Protocol: fact.SMTP, Port: 587, Mechanism: "PLAIN", Refused: []string{""}, Reason: "Connection lost to authentication server"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
