package diagnose

import (
	"strconv"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// mailbox: the login was accepted, and what stands behind it does not open, is
// full, or may not send.
func (at site) mailbox() []fact.Problem {
	if s := at.check.Sender; s != nil {
		if code := Sender(*s); code != "" {
			return []fact.Problem{at.problem(code, s.Line, "sender", s.Address)}
		}
	}
	box := at.check.Mailbox
	switch {
	case box == nil:
		return nil
	case box.Opened:
		return at.quota(box.Quotas)
	}
	code, line := fact.MailboxUnavailable, box.Line
	if said, _ := byWords(at.check.Protocol, line); said == fact.ProtocolDisabled {
		code = said
	}
	for _, a := range at.check.Attempts {
		// Some servers accept the login and say beside it what will not work.
		if said, _ := byWords(at.check.Protocol, a.Line); a.Result == fact.AttemptAccepted && said == fact.ProtocolDisabled {
			code, line = said, a.Line
		}
	}
	p := at.problem(code, line)
	p.Hints = at.hints(code)
	return []fact.Problem{p}
}

// Fullness of a mailbox, in percent of its storage.
const (
	nearlyFull = 90
	full       = 100
)

// quota names the fullest of the limits on storage, where it matters.
func (at site) quota(quotas []fact.Quota) []fact.Problem {
	var worst fact.Quota
	for _, q := range quotas {
		if q.Resource == fact.StorageQuota && q.Percent() > worst.Percent() {
			worst = q
		}
	}
	percent := worst.Percent()
	if percent < nearlyFull {
		return nil
	}
	evidence := worst.Resource + " " + strconv.FormatInt(worst.Used, 10) + " " + strconv.FormatInt(worst.Limit, 10)
	code := fact.QuotaFull
	if percent < full {
		code = fact.QuotaNearlyFull
	}
	return []fact.Problem{at.problem(code, evidence, "percent", strconv.Itoa(percent))}
}

// Sender names the cause where an address may not send; empty where it may, and
// where the refusal has nothing to do with that: a server can have many reasons
// not to take a recipient.
func Sender(s fact.Sender) fact.Code {
	code, _, _ := strings.Cut(s.Line, " ")
	switch {
	case s.Refused == "":
		return ""
	case mentions(s.Line, "4.2.2", "5.2.2"): // RFC 3463, section 3.3: mailbox full
		return fact.QuotaFull
	case !strings.HasPrefix(code, "5"):
		return ""
	case s.Refused == "MAIL",
		mentions(s.Line, "not owned", "5.7.60", "sendasdenied", "send as", "sender address rejected", "sender verify", "not allowed to send"):
		return fact.SenderNotOwned
	}
	return ""
}
