package session

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// mailbox opens INBOX read-only. It has opened when the tagged response says so,
// whatever came before.
func (p *imap) mailbox() *fact.Mailbox {
	start := time.Now()
	if p.wantsID() {
		// Whether it was accepted shows in what follows.
		_, _ = p.command(`ID ("name" "mailprobe")`)
	}
	box := &fact.Mailbox{}
	reply, err := p.query("EXAMINE INBOX", func(line string) {
		if n, ok := exists(line); ok {
			box.Messages = n
		}
	})
	switch {
	case err != nil:
		box.Line = p.conn.Evidence(evidenceOf(err))
	case reply.status != "OK":
		box.Line = p.conn.Evidence(reply.line)
	default:
		box.Opened = true
	}
	box.Took = time.Since(start)
	return box
}

// query sends a command and calls hear with each untagged line, literals included,
// until the end of the answer.
func (p *imap) query(command string, hear func(line string)) (imapReply, error) {
	tag := p.tag()
	if err := p.send(tag + " " + command); err != nil {
		return imapReply{}, err
	}
	return p.readAnswer(tag, hear)
}

// readAnswer is the second half of [imap.query].
func (p *imap) readAnswer(tag string, hear func(line string)) (imapReply, error) {
	var r imapReply
	for {
		line, err := p.readWhole()
		if err != nil {
			return r, err
		}
		switch done, err := r.take(tag, line); {
		case err == nil && done && r.status == "+":
			return r, malformed(line) // nothing we asked for wants more
		case err == nil && done:
			return r, nil
		case err == nil:
			hear(line)
		case !strings.HasPrefix(line, "*"):
			return r, err
		}
	}
}

// currentCapabilities returns the capabilities after the login: the new ones, if the
// server sent them with its answer.
func (p *imap) currentCapabilities() []string {
	if p.afterLogin != nil {
		return p.afterLogin
	}
	return p.check.Capabilities
}

// wantsID reports whether the server opens no mailbox for a client that has not sent
// its name (ID, RFC 2971), but answers "Unsafe Login": those of Coremail do so, at
// 163.com and other Chinese providers.
func (p *imap) wantsID() bool {
	coremail := strings.Contains(strings.ToLower(p.check.Greeting), "coremail") ||
		slices.ContainsFunc(p.currentCapabilities(), func(c string) bool { return hasPrefixFold(c, "X-CM-EXT") })
	return coremail && offers(p.currentCapabilities(), "ID")
}

// Bounds on what is kept; real servers have one root with two resources, and seven
// folders with a special use.
const (
	maxQuotas  = 20
	maxFolders = 50
)

// details asks for quota and folders, in one round trip.
func (p *imap) details(box *fact.Mailbox) {
	if p.afterLogin == nil {
		// The server did not name its capabilities with the login, so it may have
		// new ones (RFC 9051, section 6.2.2).
		allowed, err := p.capabilities()
		if err != nil {
			return
		}
		p.afterLogin = append([]string{}, allowed...)
	}
	var commands []string
	if offers(p.afterLogin, "SPECIAL-USE") {
		// Only the special ones, where the server can choose (RFC 6154, section 3).
		selection := ""
		if offers(p.afterLogin, "LIST-EXTENDED") || offers(p.afterLogin, "IMAP4rev2") {
			selection = "(SPECIAL-USE) "
		}
		commands = append(commands, `LIST `+selection+`"" "*"`)
	}
	if offers(p.afterLogin, "QUOTA") || slices.ContainsFunc(p.afterLogin, func(c string) bool { return hasPrefixFold(c, "QUOTA=") }) {
		commands = append(commands, "GETQUOTAROOT INBOX")
	}
	tags := make([]string, len(commands))
	for i, command := range commands {
		tags[i] = p.tag()
		if p.send(tags[i]+" "+command) != nil {
			return
		}
	}
	for _, tag := range tags {
		// A refusal does not invalidate the data that came before it.
		if _, err := p.readAnswer(tag, func(line string) { p.detail(box, line) }); err != nil {
			break
		}
	}
	slices.SortFunc(box.Quotas, func(a, b fact.Quota) int {
		return cmp.Or(cmp.Compare(a.Root, b.Root), cmp.Compare(a.Resource, b.Resource))
	})
}

// detail records the quota or folder in a line. Other lines, and malformed ones, are
// ignored.
func (p *imap) detail(box *fact.Mailbox, line string) {
	name, uses := folder(line)
	for _, use := range uses {
		if len(box.Folders) == maxFolders {
			box.Cut = true
			break
		}
		box.Folders = append(box.Folders, fact.Folder{Name: p.conn.Evidence(name), Use: use})
	}
	for _, q := range quotas(line) {
		q.Root, q.Resource = p.conn.Evidence(q.Root), p.conn.Evidence(q.Resource)
		same := func(o fact.Quota) bool { return o.Root == q.Root && o.Resource == q.Resource }
		if i := slices.IndexFunc(box.Quotas, same); i >= 0 {
			box.Quotas[i] = q
			continue
		}
		if len(box.Quotas) == maxQuotas {
			box.Cut = true
			break
		}
		box.Quotas = append(box.Quotas, q)
	}
}
