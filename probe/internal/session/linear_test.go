package session

import (
	"crypto/sha256"
	"strings"
	"testing"

	"github.com/xdg-go/scram"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest/linear"
)

// Lines of servers have up to 64 KiB, and what is made of many lines up to 1 MiB.
func TestLinear(t *testing.T) {
	const line = 32 << 10
	words := func(s string) {
		var a capabilityList
		a.addWords(s)
		all, _ := a.all()
		(&imap{}).mechanisms(all)
		(&imap{}).offersSTARTTLS(all)
	}
	hear := func(s string) {
		var r imapReply
		for l := range strings.SplitSeq(s, "\n") {
			if done, err := r.take("m1", l); !done && err == nil {
				r.add(l)
			}
		}
		_, _ = r.capabilities()
	}
	details := func(s string) {
		untagged(s)
		exists(s)
		folder(s)
		quotas(s)
		literal(s)
	}
	mechanisms := func(talk dialogue) func(string) {
		return func(s string) { talk.mechanisms(strings.Split(s, "\n")) }
	}
	c := Credential{Username: "anna", Secret: fact.NewSecret("secret")}
	challenge := func(s string) {
		x, err := newSCRAM(scram.HashGeneratorFcn(sha256.New), c, connInfo{}, (*scram.Client).NewConversation)
		if err != nil {
			t.Fatal(err)
		}
		_, first, _ := x.Start()
		nonce := string(first[strings.Index(string(first), "r=")+2:])
		_, _ = x.Next([]byte(strings.ReplaceAll(s, "NONCE", nonce)))
	}
	hmac := func(s string) {
		x, _ := newCRAM(c, connInfo{})
		_, _ = x.Next([]byte(s))
	}
	linear.Test(t, []linear.Case{
		{Name: "capabilities of IMAP", Size: line, Input: linear.Count("", "X%d ", ""), Read: words},
		{Name: "mechanisms of IMAP", Size: line, Input: linear.Count("", "AUTH=X%d ", ""), Read: words},
		{Name: "a capability of IMAP", Size: line, Input: linear.Repeat("", "A", ""), Read: words},
		{Name: "a code of IMAP", Size: line, Input: linear.Repeat("[CAPABILITY ", "A ", "]"), Read: func(s string) { responseCode(s); codeCapabilities(s) }},
		{Name: "lines of IMAP", Size: 512 << 10, Input: linear.Count("", "* CAPABILITY X%d\n", "m1 OK"), Read: hear},
		{Name: "brackets", Size: line, Input: linear.Repeat("* QUOTA x ", "(", ""), Read: details},
		{Name: "brackets, closed", Size: line, Input: linear.Repeat("* LIST ", "()", ` "/" x`), Read: details},
		{Name: "folders", Size: line, Input: linear.Repeat(`* LIST (`, `\Sent `, `) "/" x`), Read: details},
		{Name: "quotas", Size: line, Input: linear.Count("* QUOTA x (", "X%d 1 2 ", ")"), Read: details},
		{Name: "a quoted string", Size: line, Input: linear.Repeat(`* QUOTA "`, `\"`, ``), Read: details},
		{Name: "quoted strings", Size: line, Input: linear.Repeat(`* LIST (\Sent) `, `""`, ``), Read: details},
		{Name: "literals", Size: line, Input: linear.Repeat(`* LIST (\Sent) `, `{1}a`, `{`), Read: details},
		{Name: "braces", Size: line, Input: linear.Repeat(`* LIST (\Sent) `, `{`, `}`), Read: details},
		{Name: "a name in UTF-7", Size: line, Input: linear.Repeat(`* LIST (\Sent) NIL `, `&`, ``), Read: details},
		{Name: "a name in UTF-7, with an end", Size: line, Input: linear.Repeat(`* LIST (\Sent) NIL `, `&A`, `-`), Read: details},
		{Name: "a name in UTF-7, in one piece", Size: line, Input: linear.Repeat(`* LIST (\Sent) NIL &`, `AOQA5ADk`, `-`), Read: details},
		{Name: "mechanisms of POP3", Size: 250 << 10, Input: linear.Count("", "SASL X%d Y%[1]d Z%[1]d\n", ""), Read: mechanisms(&pop3{})},
		{Name: "capabilities of POP3", Size: line, Input: linear.Repeat("EXPIRE ", "1 ", ""), Read: func(s string) { perUser(s); pop3Status(s) }},
		{Name: "a timestamp of POP3", Size: line, Input: linear.Repeat("+OK ", "<", "a@b>"), Read: func(s string) { timestamp(s) }},
		{Name: "a timestamp of POP3, long", Size: line, Input: linear.Repeat("+OK <", "a", "@b>"), Read: func(s string) { timestamp(s) }},
		{Name: "mechanisms of SMTP", Size: 250 << 10, Input: linear.Count("", "AUTH X%d Y%[1]d Z%[1]d\n", ""), Read: mechanisms(&smtp{})},
		{Name: "a line of SMTP", Size: line, Input: linear.Repeat("250-", "a ", ""), Read: func(s string) { smtpLine(s) }},
		{Name: "a refusal", Size: line, Input: linear.Repeat("[", "bad protocol /", "]"), Read: func(s string) { refusal("SCRAM-SHA-256", s, imapTemporary); commandRejected(s) }},
		{Name: "a challenge in base64", Size: line, Input: linear.Repeat("", "YWJj", "="), Read: func(s string) { decode(s) }},
		{Name: "a challenge of CRAM", Size: line, Input: linear.Repeat("<", "a", ">"), Read: hmac},
		{Name: "a challenge of SCRAM with a long nonce", Size: line, Input: linear.Repeat("r=NONCE", "a", ",s=YWJj,i=4096"), Read: challenge},
		{Name: "a challenge of SCRAM with a long salt", Size: line, Input: linear.Repeat("r=NONCEa,s=", "YWJj", ",i=4096"), Read: challenge},
		{Name: "a challenge of SCRAM with a long count", Size: line, Input: linear.Repeat("r=NONCEa,s=YWJj,i=", "1", ""), Read: challenge},
		{Name: "a challenge of SCRAM of many parts", Size: line, Input: linear.Repeat("r=NONCEa,s=YWJj,i=4096", ",x=", ""), Read: challenge},
	})
}
