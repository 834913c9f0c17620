package probe_test

import (
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/connect"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// judging is a server behind verified TLS that answers a login as no server
// should. It may see the credential, and must not be believed, waited for, or
// asked again.
type judging struct {
	name   string
	on     string
	script probetest.Script
	want   fact.Code
	status probe.Status
	// seen is how many credentials it may get to see.
	seen int
}

// The whole exchange is odd: continuations without end, yes before the
// credential, answers to somebody else.
func TestHostileSASL(t *testing.T) {
	long := strings.Repeat("QUFB", 10000)
	forged := []judging{
		{"IMAP, yes to nothing", "imaps", script{"greeting": "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hello", "AUTHENTICATE": "$tag OK welcome"}, fact.NotAMailServer, probe.Failed, 0},
		{"POP3, yes to nothing", "pop3s", script{"CAPA": "+OK\nSASL LOGIN\n.", "AUTH": "+OK welcome"}, fact.NotAMailServer, probe.Failed, 0},
		{"SMTP, yes to nothing", "smtps", script{"EHLO": "250-$host\n250 AUTH LOGIN", "AUTH": "235 welcome"}, fact.NotAMailServer, probe.Failed, 0},
		{"SMTP, yes to a name", "smtps", script{"EHLO": "250-$host\n250 AUTH LOGIN", "AUTH": "334 VXNlcm5hbWU6\n<read>235 welcome"}, fact.NotAMailServer, probe.Failed, 0},
		{"POP3, yes to a name", "pop3s", script{"CAPA": "+OK\nUSER\n.", "USER": "+OK welcome, no password needed\n<close>"}, fact.ConnectionReset, probe.Failed, 0},
		{"IMAP, another's tag", "imaps", script{"AUTHENTICATE": "x9 OK welcome"}, fact.NotAMailServer, probe.Failed, 1},
		{"IMAP, untagged yes", "imaps", script{"AUTHENTICATE": "* OK welcome<silence>"}, fact.LoginTimeout, probe.Failed, 1},
		{"IMAP, PREAUTH", "imaps", script{"AUTHENTICATE": "* PREAUTH welcome<silence>"}, fact.LoginTimeout, probe.Failed, 1},
		{"POP3, another protocol's yes", "pop3s", script{"AUTH": "235 welcome"}, fact.NotAMailServer, probe.Failed, 1},
		{"SMTP, another protocol's yes", "smtps", script{"AUTH": "+OK welcome"}, fact.NotAMailServer, probe.Failed, 1},
		{"SMTP 250", "smtps", script{"AUTH": "250 2.0.0 OK"}, fact.NotAMailServer, probe.Failed, 1},
		{"SMTP, two codes in one answer", "smtps", script{"AUTH": "235-welcome\n535 or not"}, fact.NotAMailServer, probe.Failed, 1},
	}
	endless := []judging{
		{"IMAP, continuations", "imaps", script{"AUTHENTICATE": "+ \n<read>+ \n<read>+ \n<read>+ \n<read>+ \n<read>$tag OK"}, fact.NoCommonMechanism, probe.Failed, 1},
		{"IMAP, continuations for LOGIN", "imaps", script{"greeting": "* OK [CAPABILITY IMAP4rev1] hello", "LOGIN": "+ again\n<read>+ again\n<read>+ again\n<read>$tag OK"}, fact.NoCommonMechanism, probe.Failed, 1},
		{"POP3, continuations", "pop3s", script{"AUTH": "+ \n<read>+ \n<read>+ \n<read>+OK"}, fact.NoCommonMechanism, probe.Failed, 1},
		{"POP3, a continuation for PASS", "pop3s", script{"CAPA": "+OK\nUSER\n.", "PASS": "+ again\n<read>+ again\n<read>+OK"}, fact.NoCommonMechanism, probe.Failed, 1},
		{"SMTP, continuations", "smtps", script{"AUTH": "334 \n<read>334 \n<read>334 \n<read>235 ok"}, fact.NoCommonMechanism, probe.Failed, 1},
		{"SMTP, a challenge of 40 KB", "smtps", script{"AUTH": "334 " + long + "\n<read>334 " + long + "\n<read>235 ok"}, fact.NoCommonMechanism, probe.Failed, 1},
		{"IMAP, a flood of challenges", "imaps", script{"AUTHENTICATE": "<flood + QUFB>"}, fact.NoCommonMechanism, probe.Failed, 1},
		{"IMAP, a line without end", "imaps", script{"login": "<endless>"}, fact.NotAMailServer, probe.Failed, 1},
		{"SMTP, lines without end", "smtps", script{"login": "<flood 535-no>"}, fact.NotAMailServer, probe.Failed, 1},
		{"IMAP, untagged lines without end", "imaps", script{"login": "<flood * OK wait>"}, fact.NotAMailServer, probe.Failed, 1},
	}
	silent := []judging{
		{"IMAP, silence", "imaps", script{"login": "<silence>"}, fact.LoginTimeout, probe.Failed, 1},
		{"IMAP, silence after STARTTLS", "imap", script{"login": "<silence>"}, fact.LoginTimeout, probe.Failed, 1},
		{"POP3, silence", "pop3s", script{"login": "<silence>"}, fact.LoginTimeout, probe.Failed, 1},
		{"SMTP, silence", "smtps", script{"login": "<silence>"}, fact.LoginTimeout, probe.Failed, 1},
		{"SMTP, silence in the middle", "smtps", script{"login": "535-5.7.8<silence>"}, fact.LoginTimeout, probe.Failed, 1},
		{"IMAP, one byte now and then", "imaps", script{"login": strings.Repeat("x<wait 4s>", 20) + "<silence>"}, fact.LoginTimeout, probe.Failed, 1},
		{"IMAP, untagged lines now and then", "imaps", script{"login": strings.Repeat("* OK wait\n<wait 4s>", 20) + "$tag OK in"}, fact.LoginTimeout, probe.Failed, 1},
		{"IMAP, yes but too late", "imaps", script{"login": "<wait 31s>$tag OK in"}, fact.LoginTimeout, probe.Failed, 1},
	}
	for class, rows := range map[string][]judging{"forged": forged, "endless": endless, "silent": silent} {
		for _, row := range rows {
			t.Run(class+", "+row.name, func(t *testing.T) {
				inWorld(t, func(w *world) { w.judge(row) })
			})
		}
	}
}

// Answers that are no oddity of the wire, but meant to make a client try again,
// elsewhere, or with less protection.
func TestHostileAnswers(t *testing.T) {
	for _, row := range []judging{
		{"IMAP, a referral", "imaps", script{"login": "$tag NO [REFERRAL imap://anna@" + thief + "/] there"}, fact.MailboxUnavailable, probe.Refused, 1},
		{"POP3, a referral", "pop3s", script{"login": "-ERR [REFERRAL pop://" + thief + "] there"}, fact.WrongCredentials, probe.Refused, 1},
		{"SMTP, a referral", "smtps", script{"login": "551 5.7.1 try <" + thief + ">"}, fact.WrongCredentials, probe.Refused, 1},
		{"IMAP wants TLS within TLS", "imaps", script{"login": "$tag NO [PRIVACYREQUIRED] TLS first"}, fact.LoginDisabled, probe.Refused, 1},
		{"SMTP wants STARTTLS within TLS", "smtps", script{"login": "530 5.7.0 Must issue a STARTTLS command first"}, fact.LoginDisabled, probe.Refused, 1},
		{"SMTP wants TLS within TLS", "smtps", script{"login": "538 5.7.11 Encryption required"}, fact.LoginDisabled, probe.Refused, 1},
		{"IMAP BYE", "imaps", script{"login": "* BYE try again\n<close>"}, fact.ConnectionReset, probe.Refused, 1},
		{"IMAP BYE and yes", "imaps", script{"login": "* BYE closing\n$tag OK in"}, fact.ConnectionReset, probe.Refused, 1},
		{"SMTP 421", "smtps", script{"login": "421 4.7.0 try again\n<close>"}, fact.TemporaryFailure, probe.Failed, 1},
		{"POP3, busy", "pop3s", script{"login": "-ERR [SYS/TEMP] try again"}, fact.TemporaryFailure, probe.Failed, 1},
		{"IMAP, no and yes", "imaps", script{"login": "$tag NO [AUTHENTICATIONFAILED] no\n$tag OK yes"}, fact.WrongCredentials, probe.Refused, 2},
		{"SMTP, no and yes", "smtps", script{"login": "535 5.7.8 no\n235 yes"}, fact.WrongCredentials, probe.Refused, 2},
		{"SMTP, no, then hangs up", "smtps", script{"login": "535 5.7.8 no\n<reset>"}, fact.WrongCredentials, probe.Refused, 2},
	} {
		t.Run(row.name, func(t *testing.T) {
			inWorld(t, func(w *world) { w.judge(row) })
		})
	}
}

// judge meets the server and holds the run to the row.
func (w *world) judge(row judging) {
	w.Helper()
	e := w.hostile(hostile{on: row.on, script: row.script})
	start := time.Now()
	r := w.run(hostileDomain, only(e.Protocol))
	w.safe()
	took := time.Since(start)
	if early := row.want == fact.LoginTimeout && took < connect.LoginTimeout; early || took > connect.LoginTimeout+2*time.Second {
		w.Errorf("the run took %v", took)
	}
	c := checkOf(w, r, e)
	if c.Login == fact.LoginAccepted || r.Status != row.status {
		w.Errorf("login %s, status %s, want %s", c.Login, r.Status, row.status)
	}
	if len(c.Problems) == 0 || c.Problems[0].Code != row.want {
		w.Errorf("%+v, attempts %+v; want %s", c.Problems, c.Attempts, row.want)
	}
	if n := len(w.net.Log.Logins()); n != row.seen {
		w.Errorf("%d credentials were sent, want %d: %+v", n, row.seen, w.net.Log.Logins())
	}
}
