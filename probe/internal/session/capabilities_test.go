package session_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/session"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// many are n different words, each between the same head and tail.
func many(n int, head, tail string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%sX%d%s", head, i, tail)
	}
	return b.String()
}

// What a server announces late counts as what it announces at once.
func TestAnnouncedLate(t *testing.T) {
	for _, tt := range []struct {
		name, on string
		script   probetest.Script
	}{
		{"IMAP, behind other lines", "imap", probetest.Script{
			"greeting":       "* OK hello",
			"CAPABILITY":     strings.Repeat("* OK wait\n", 101) + "* CAPABILITY IMAP4rev1 STARTTLS\n$tag OK done",
			"tls CAPABILITY": strings.Repeat("* OK wait\n", 101) + "* CAPABILITY IMAP4rev1 AUTH=CRAM-MD5\n$tag OK done",
		}},
		{"IMAP, behind other capabilities", "imap", probetest.Script{
			"greeting":       "* OK hello",
			"CAPABILITY":     "* CAPABILITY" + many(900, " ", "") + " STARTTLS\n$tag OK done",
			"tls CAPABILITY": "* CAPABILITY" + many(900, " ", "") + " AUTH=CRAM-MD5\n$tag OK done",
		}},
		{"IMAP, behind a long one", "imap", probetest.Script{
			"greeting":       "* OK hello",
			"CAPABILITY":     "* CAPABILITY " + strings.Repeat("X", 5000) + " STARTTLS\n$tag OK done",
			"tls CAPABILITY": "* CAPABILITY AUTH=CRAM-MD5\n$tag OK done",
		}},
		{"IMAP, behind the same one", "imap", probetest.Script{
			"greeting":       "* OK hello",
			"CAPABILITY":     "* CAPABILITY " + strings.Repeat("X ", 9000) + " STARTTLS\n$tag OK done",
			"tls CAPABILITY": "* CAPABILITY AUTH=CRAM-MD5\n$tag OK done",
		}},
		{"POP3", "pop3", probetest.Script{
			"CAPA": "+OK\n" + many(900, "", "\n") + "STLS\n.", "tls CAPA": "+OK\n" + many(900, "", "\n") + "SASL CRAM-MD5\n.",
		}},
		{"SMTP", "smtp", probetest.Script{
			"EHLO": "250-hi\n" + many(900, "250-", "\n") + "250 STARTTLS", "tls EHLO": "250-hi\n" + many(900, "250-", "\n") + "250 AUTH CRAM-MD5",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			examine(t, probetest.Service{On: tt.on, Script: tt.script}, endpoint(tt.on), func(s *session.Session, _ *probetest.Internet) {
				if !s.Ready() || !slices.Contains(s.Check.Mechanisms, "CRAM-MD5") {
					t.Errorf("%+v, %v", s.Check.Failure, s.Check.Mechanisms)
				}
			})
		})
	}
}

// Of a list that does not fit, nothing is said to be missing.
func TestAnnouncedTooMuch(t *testing.T) {
	long := strings.Repeat("X", 600)
	for _, tt := range []struct {
		name, on string
		script   probetest.Script
	}{
		{"IMAP, many", "imap", probetest.Script{"greeting": "* OK hello", "CAPABILITY": "* CAPABILITY" + many(2000, " ", "") + " STARTTLS\n$tag OK done"}},
		{"IMAP, many in the code", "imap", probetest.Script{"greeting": "* OK hello", "CAPABILITY": "$tag OK [CAPABILITY" + many(2000, " ", "") + " STARTTLS] done"}},
		{"IMAP, many in the greeting", "imap", probetest.Script{"greeting": "* OK [CAPABILITY" + many(2000, " ", "") + " STARTTLS] hello",
			"CAPABILITY": "* CAPABILITY" + many(2000, " ", "") + "\n$tag OK done"}},
		{"POP3, many", "pop3", probetest.Script{"CAPA": "+OK\n" + many(2000, "", "\n") + "STLS\n."}},
		{"POP3, a long one", "pop3", probetest.Script{"CAPA": "+OK\nSASL " + long + " PLAIN\nSTLS\n."}},
		{"SMTP, many", "smtp", probetest.Script{"EHLO": "250-hi\n" + many(2000, "250-", "\n") + "250 STARTTLS"}},
		{"SMTP, a long one", "smtp", probetest.Script{"EHLO": "250-hi\n250-AUTH " + long + " PLAIN\n250 STARTTLS"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			examine(t, probetest.Service{On: tt.on, Script: tt.script}, endpoint(tt.on), func(s *session.Session, _ *probetest.Internet) {
				f := s.Check.Failure
				if s.Ready() || f == nil || f.Kind != fact.FailTooLong || f.Step != fact.StepCapability || !strings.Contains(f.Line, "more than 1000 capabilities") {
					t.Errorf("%+v", f)
				}
			})
		})
	}
}

// What is left out of the lines before an answer is said.
func TestEarlierTooMuch(t *testing.T) {
	script := probetest.Script{"refuse": strings.Repeat("* OK wait\n", 200) + "$tag NO no"}
	examine(t, probetest.Service{On: "imaps", Script: script}, endpoint("imaps"), func(s *session.Session, _ *probetest.Internet) {
		a := s.Login(session.Credential{Username: user, Secret: fact.NewSecret("wrong")}, "LOGIN")
		if n := len(a.Earlier); n != 101 || !strings.Contains(a.Earlier[n-1], "not kept") {
			t.Errorf("%d lines: %+v", n, a)
		}
	})
}
