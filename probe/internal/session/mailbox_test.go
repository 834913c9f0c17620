package session_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/session"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// said are the commands that clients sent after the login, without tags and
// without the farewell.
func said(i *probetest.Internet) []string {
	var found []string
	in := false
	for _, c := range i.Log.Connections() {
		for _, l := range c.Lines {
			text := l.Text
			if !l.FromClient {
				in = in || strings.HasPrefix(text, "+OK Logged in") || strings.HasPrefix(text, "235 ") || strings.Contains(text, "Logged in")
				continue
			}
			if c.Protocol == fact.IMAP {
				_, text, _ = strings.Cut(text, " ")
			}
			if in && text != "LOGOUT" && text != "QUIT" {
				found = append(found, text)
			}
		}
	}
	return found
}

// roots are n lines, each with the limit of a root, and limits what they say.
func roots(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "* QUOTA root%02d (STORAGE %d 100)\n", i, i)
	}
	return b.String()
}

func limits(n int) []fact.Quota {
	var found []fact.Quota
	for i := range n {
		found = append(found, fact.Quota{Root: fmt.Sprintf("root%02d", i), Resource: "STORAGE", Used: int64(i), Limit: 100})
	}
	return found
}

// What servers tell behind the login, and what it takes to be told.
func TestDetails(t *testing.T) {
	const open = "EXAMINE INBOX"
	for _, tt := range []struct {
		name   string
		on     string
		script probetest.Script
		want   fact.Mailbox
		says   []string
	}{
		{"nothing is offered", "imaps", probetest.Script{"accept": "$tag OK [CAPABILITY IMAP4rev1] Logged in"},
			fact.Mailbox{Opened: true, Messages: 1}, []string{open}},
		{"quota and folders, known with the login", "imaps", probetest.Script{
			"accept":          "$tag OK [CAPABILITY IMAP4rev1 QUOTA SPECIAL-USE LIST-EXTENDED] Logged in",
			"in GETQUOTAROOT": "* QUOTAROOT INBOX \"User quota\" \"\"\n* QUOTA \"User quota\" (STORAGE 51 100 MESSAGE 3 1000)\n* QUOTA \"\" ()\n$tag OK done",
			"in LIST":         "* LIST (\\HasNoChildren \\Sent) \"/\" \"Gesendete Objekte\"\n* LIST (\\Junk) \"/\" Entw&APw-rfe\n$tag OK done",
		}, fact.Mailbox{
			Opened: true, Messages: 1,
			Quotas:  []fact.Quota{{Root: "User quota", Resource: "MESSAGE", Used: 3, Limit: 1000}, {Root: "User quota", Resource: "STORAGE", Used: 51, Limit: 100}},
			Folders: []fact.Folder{{Name: "Gesendete Objekte", Use: "sent"}, {Name: "Entwürfe", Use: "junk"}},
		}, []string{open, `LIST (SPECIAL-USE) "" "*"`, "GETQUOTAROOT INBOX"}},
		{"folders, where the server cannot choose", "imaps", probetest.Script{
			"accept":  "* CAPABILITY IMAP4rev1 SPECIAL-USE\n$tag OK Logged in",
			"in LIST": "* LIST () \"/\" INBOX\n* LIST (\\Trash) \"/\" Trash\n$tag OK done",
		}, fact.Mailbox{Opened: true, Messages: 1, Folders: []fact.Folder{{Name: "Trash", Use: "trash"}}}, []string{open, `LIST "" "*"`}},
		{"capabilities are asked for anew", "imaps", probetest.Script{
			"accept":          "$tag OK Logged in",
			"in CAPABILITY":   "* CAPABILITY IMAP4rev1 QUOTA=RES-STORAGE\n$tag OK done",
			"in GETQUOTAROOT": "* QUOTAROOT INBOX x\n* QUOTA x (STORAGE 90 100)\n$tag OK done",
		}, fact.Mailbox{Opened: true, Messages: 1, Quotas: []fact.Quota{{Root: "x", Resource: "STORAGE", Used: 90, Limit: 100}}},
			[]string{open, "CAPABILITY", "GETQUOTAROOT INBOX"}},
		{"refusals", "imaps", probetest.Script{
			"accept":          "$tag OK [CAPABILITY IMAP4rev1 QUOTA SPECIAL-USE] Logged in",
			"in GETQUOTAROOT": "$tag NO no", "in LIST": "$tag BAD no",
		}, fact.Mailbox{Opened: true, Messages: 1}, []string{open, `LIST "" "*"`, "GETQUOTAROOT INBOX"}},
		{"rubbish", "imaps", probetest.Script{
			"accept":          "$tag OK [CAPABILITY IMAP4rev1 QUOTA] Logged in",
			"in GETQUOTAROOT": "* QUOTA (((\n$tag OK done",
		}, fact.Mailbox{Opened: true, Messages: 1}, []string{open, "GETQUOTAROOT INBOX"}},
		{"control characters", "imaps", probetest.Script{
			"accept":  "$tag OK [CAPABILITY IMAP4rev1 SPECIAL-USE] Logged in",
			"in LIST": "* LIST (\\Sent) \"/\" a&ABs-b\n$tag OK done",
		}, fact.Mailbox{Opened: true, Messages: 1, Folders: []fact.Folder{{Name: `a\x1bb`, Use: "sent"}}}, []string{open, `LIST "" "*"`}},
		{"ID for Coremail", "imaps", probetest.Script{
			"greeting": "* OK Coremail System IMap Server Ready(163com)", "tls CAPABILITY": "* CAPABILITY IMAP4rev1 ID AUTH=PLAIN\n$tag OK done",
			"accept":     "$tag OK [CAPABILITY IMAP4rev1 ID] Logged in",
			"in ID":      "* ID (\"name\" NIL)\n$tag OK done",
			"in EXAMINE": "* 7 EXISTS\n$tag OK [READ-ONLY] done",
		}, fact.Mailbox{Opened: true, Messages: 7}, []string{`ID ("name" "mailprobe")`, open}},
		{"no ID for others", "imaps", probetest.Script{"accept": "$tag OK [CAPABILITY IMAP4rev1 ID] Logged in"},
			fact.Mailbox{Opened: true, Messages: 1}, []string{open}},
		{"flags that are none, as InterMail and SurgeMail send them", "imaps", probetest.Script{
			"accept":     "$tag OK [CAPABILITY IMAP4rev1] Logged in",
			"in EXAMINE": "* FLAGS (\"\\\\Deleted\" \\Answered \\Flagged \\Deleted \\Draft $Forwarded )\n*\n*junk\n* \n* 7 EXISTS\n* 9 EXISTENCES\n$tag OK [READ-ONLY] done",
		}, fact.Mailbox{Opened: true, Messages: 7}, []string{open}},
		{"brackets without end", "imaps", probetest.Script{
			"accept":          "$tag OK [CAPABILITY IMAP4rev1 QUOTA SPECIAL-USE] Logged in",
			"in EXAMINE":      "* 1 FETCH (BODYSTRUCTURE " + strings.Repeat("(", 65000) + "\n* 7 EXISTS\n$tag OK done",
			"in GETQUOTAROOT": "* QUOTA x " + strings.Repeat("(", 65000) + "\n* QUOTA x (STORAGE 1 2)\n$tag OK done",
			"in LIST":         "* LIST " + strings.Repeat("(", 65000) + "\n* LIST (x (\\Junk) \\Trash) \"/\" Trash\n$tag OK done",
		}, fact.Mailbox{
			Opened: true, Messages: 7, Quotas: []fact.Quota{{Root: "x", Resource: "STORAGE", Used: 1, Limit: 2}},
			Folders: []fact.Folder{{Name: "Trash", Use: "trash"}},
		}, []string{open, `LIST "" "*"`, "GETQUOTAROOT INBOX"}},
		{"literals", "imaps", probetest.Script{
			"accept":          "$tag OK [CAPABILITY IMAP4rev1 QUOTA SPECIAL-USE] Logged in",
			"in GETQUOTAROOT": "* QUOTAROOT {5}\nINBOX {0}\n\n* QUOTA {3+}\na b (STORAGE 1 2)\n$tag OK done",
			"in LIST":         "* LIST (\\Sent) NIL {13}\nm3 OK a (b\"c\\\n* LIST (\\Trash) NIL {99999999999}\n",
		}, fact.Mailbox{Opened: true, Messages: 1, Folders: []fact.Folder{{Name: `m3 OK a (b"c\`, Use: "sent"}}},
			[]string{open, `LIST "" "*"`, "GETQUOTAROOT INBOX"}},
		{"more than anybody has", "imaps", probetest.Script{
			"accept":          "$tag OK [CAPABILITY IMAP4rev1 QUOTA SPECIAL-USE] Logged in",
			"in GETQUOTAROOT": "* QUOTA x (" + strings.Repeat("MESSAGE 1 2 ", 1000) + ")\n$tag OK done",
			"in LIST":         strings.Repeat("* LIST (\\Sent) NIL x\n", 51) + "$tag OK done",
		}, fact.Mailbox{
			Opened: true, Messages: 1, Quotas: []fact.Quota{{Root: "x", Resource: "MESSAGE", Used: 1, Limit: 2}},
			Folders: slices.Repeat([]fact.Folder{{Name: "x", Use: "sent"}}, 50), Cut: true,
		}, []string{open, `LIST "" "*"`, "GETQUOTAROOT INBOX"}},
		{"more roots than anybody has", "imaps", probetest.Script{
			"accept":          "$tag OK [CAPABILITY IMAP4rev1 QUOTA] Logged in",
			"in GETQUOTAROOT": roots(21) + "$tag OK done",
		}, fact.Mailbox{Opened: true, Messages: 1, Quotas: limits(20), Cut: true}, []string{open, "GETQUOTAROOT INBOX"}},
		{"a mailbox that does not open", "imaps", probetest.Script{
			"accept": "$tag OK [CAPABILITY IMAP4rev1 QUOTA] Logged in", "in EXAMINE": "$tag NO [SERVERBUG] broken",
		}, fact.Mailbox{Line: "m2 NO [SERVERBUG] broken"}, []string{open}},

		{"POP3 says nothing", "pop3s", probetest.Script{"CAPA": "+OK\nUSER\n."}, fact.Mailbox{Opened: true, Messages: 1}, []string{"STAT"}},
		{"mail may stay", "pop3s", probetest.Script{"CAPA": "+OK\nUSER\nEXPIRE NEVER\nLOGIN-DELAY 900\n."},
			fact.Mailbox{Opened: true, Messages: 1, Retention: &fact.Retention{Forever: true}, Delay: 15 * time.Minute}, []string{"STAT"}},
		{"mail may stay for a while", "pop3s", probetest.Script{"CAPA": "+OK\nUSER\nexpire 60\n."},
			fact.Mailbox{Opened: true, Messages: 1, Retention: &fact.Retention{Days: 60}}, []string{"STAT"}},
		{"it differs from user to user", "pop3s", probetest.Script{"CAPA": "+OK\nUSER\nEXPIRE 5 USER\n.", "in CAPA": "+OK\nEXPIRE 0\n."},
			fact.Mailbox{Opened: true, Messages: 1, Retention: &fact.Retention{}}, []string{"STAT", "CAPA"}},
		{"no number", "pop3s", probetest.Script{"CAPA": "+OK\nUSER\nEXPIRE -1\nLOGIN-DELAY soon\nEXPIRE\n."},
			fact.Mailbox{Opened: true, Messages: 1}, []string{"STAT"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			service := probetest.Service{On: tt.on, Mechanisms: []string{"PLAIN"}, Script: tt.script}
			examine(t, service, endpoint(tt.on), func(s *session.Session, i *probetest.Internet) {
				a := s.Login(session.Credential{Username: user, Secret: fact.NewSecret(probetest.Password)}, s.Check.Mechanisms[0])
				if a.Result != fact.AttemptAccepted {
					t.Fatalf("%+v", a)
				}
				s.Mailbox()
				first := s.Check.Mailbox
				before := *first
				s.Details()
				got := *s.Check.Mailbox
				s.Close()
				if diff := cmp.Diff(before, *first); diff != "" {
					t.Errorf("what was told before has changed:\n%s", diff)
				}
				got.Took = 0
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
				if diff := cmp.Diff(tt.says, said(i)); diff != "" {
					t.Errorf("commands (-want +got):\n%s", diff)
				}
			})
		})
	}
}

// What a server can say to a sender, and that no message follows.
func TestCheckSender(t *testing.T) {
	from, to := "MAIL FROM:<"+user+">", "RCPT TO:<"+user+">"
	for _, tt := range []struct {
		name    string
		script  probetest.Script
		refused string
		line    string
		says    []string
	}{
		{"it may", probetest.Script{"in NOOP": "250 ok"}, "", "", []string{from, to, "RSET"}},
		{"refused at once", probetest.Script{"in MAIL": "550 5.7.60 SMTP; Client does not have permissions to send as this sender"},
			"MAIL", "550 5.7.60", []string{from, "RSET"}},
		{"refused with the recipient, as Postfix does", probetest.Script{"in RCPT": "553 5.7.1 <" + user + ">: Sender address rejected: not owned by user bert"},
			"RCPT", "not owned", []string{from, to, "RSET"}},
		{"the server hangs up", probetest.Script{"in MAIL": "<close>"}, "MAIL", "EOF", []string{from}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			examine(t, probetest.Service{On: "smtps", Script: tt.script}, endpoint("smtps"), func(s *session.Session, i *probetest.Internet) {
				s.CheckSender(user)
				if s.Check.Sender != nil {
					t.Fatal("a sender was named before the login")
				}
				s.Login(session.Credential{Username: user, Secret: fact.NewSecret(probetest.Password)}, "PLAIN")
				s.CheckSender(user)
				s.Close()
				got := s.Check.Sender
				if got == nil || got.Address != user || got.Refused != tt.refused || !strings.Contains(got.Line, tt.line) {
					t.Errorf("%+v, want %q refused with %q", got, tt.refused, tt.line)
				}
				if diff := cmp.Diff(tt.says, said(i)); diff != "" {
					t.Errorf("commands (-want +got):\n%s", diff)
				}
			})
		})
	}
}
