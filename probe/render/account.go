package render

import (
	"strconv"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/phrases"
)

// account writes what was seen behind the logins of the answer, as far as it is
// of use to whoever sets a mail program up.
func (p *page) account(r *probe.Report) {
	var lines []string
	for _, s := range []*fact.Setting{r.Incoming, r.Outgoing} {
		for _, c := range r.Checks {
			if s != nil && s.Verified && c.Endpoint == s.Endpoint {
				lines = append(lines, p.behind(c)...)
			}
		}
	}
	if len(lines) > 0 {
		p.line("")
	}
	for _, line := range lines {
		p.wrap("    ", "  "+line)
	}
}

// behind is what is told of one server.
func (p *page) behind(c fact.Check) []string {
	var lines []string
	if c.Mailbox != nil {
		lines = p.mailbox(*c.Mailbox)
	}
	if n := c.MaxMessage(); n > 0 {
		lines = append(lines, p.say(phrases.LargestMail, "size", phrases.Size(n, p.lang)))
	}
	if c.Sender != nil && c.Sender.Refused == "" {
		lines = append(lines, p.say(phrases.SenderProved, "sender", c.Sender.Address))
	}
	return lines
}

func (p *page) mailbox(box fact.Mailbox) []string {
	var lines []string
	for _, q := range box.Quotas {
		if q.Resource == fact.StorageQuota && q.Limit > 0 {
			lines = append(lines, p.say(phrases.QuotaUsed, "percent", strconv.Itoa(q.Percent()), "limit", phrases.Size(kib(q.Limit), p.lang)))
		}
	}
	var folders []string
	for _, f := range box.Folders {
		name := f.Name
		if use := p.say(phrases.FolderUses[f.Use]); !strings.EqualFold(name, use) {
			name += " (" + use + ")"
		}
		folders = append(folders, name)
	}
	if len(folders) > 0 {
		lines = append(lines, p.say(phrases.Folders, "list", strings.Join(folders, ", ")))
	}
	if box.Cut {
		lines = append(lines, p.say(phrases.MailboxCut))
	}
	if kept := box.Retention; kept != nil {
		words := phrases.KeptDays
		switch {
		case kept.Forever:
			words = phrases.KeptForEver
		case kept.Days == 0:
			words = phrases.KeptNot
		}
		lines = append(lines, p.say(words, "days", strconv.Itoa(kept.Days)))
	}
	if box.Delay > 0 {
		minutes := (box.Delay + time.Minute - 1) / time.Minute
		lines = append(lines, p.say(phrases.LoginDelay, "minutes", strconv.Itoa(int(minutes))))
	}
	return lines
}

// kib is a number of units of 1024 octets in octets, as far as there are numbers.
func kib(n int64) int64 { return min(n, 1<<53) * 1024 }
