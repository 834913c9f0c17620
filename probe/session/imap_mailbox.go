package session

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	imaplib "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"github.com/mailprobe/mailprobe/probe/connect"
	"github.com/mailprobe/mailprobe/probe/fact"
)

// mailbox opens INBOX for reading only, by go-imap, which is told that the
// session has just been authenticated.
func (p *imap) mailbox() *fact.Mailbox {
	start := time.Now()
	if p.wantsID() {
		// Whether it is taken shows in what follows.
		_, _ = p.command(`ID ("name" "mailprobe")`)
	}
	code := "" // without one the library asks
	if offered := p.offered(); len(offered) > 0 {
		code = "[CAPABILITY " + strings.Join(offered, " ") + "] "
	}
	greeting := "* PREAUTH " + code + "resumed\r\n"
	p.library = imapclient.New(p.conn.Resume(greeting, 2*connect.ReplyTimeout), nil)
	box := &fact.Mailbox{}
	selected, err := p.library.Select("INBOX", &imaplib.SelectOptions{ReadOnly: true}).Wait()
	var refused *imaplib.Error
	switch {
	case err == nil:
		box.Opened, box.Messages = true, selected.NumMessages
	case errors.As(err, &refused):
		box.Line = p.conn.Evidence(refused.Error())
	default:
		box.Line = p.conn.Evidence(err.Error())
	}
	box.Took = time.Since(start)
	return box
}

// offered are the capabilities from the login on: the new ones, if the server
// has named them along with its yes.
func (p *imap) offered() []string {
	if p.allowed != nil {
		return p.allowed
	}
	return p.s.Check.Capabilities
}

// wantsID tells the servers that open no mailbox to a client which has not said
// its name (ID, RFC 2971), and answer "Unsafe Login" instead: those of Coremail, at
// 163.com and other Chinese providers.
func (p *imap) wantsID() bool {
	coremail := strings.Contains(strings.ToLower(p.s.Check.Greeting), "coremail") ||
		slices.ContainsFunc(p.offered(), func(c string) bool { return hasPrefixFold(c, "X-CM-EXT") })
	return coremail && offers(p.offered(), "ID")
}

// Bounds of what is kept; real servers have one root with two resources, and
// seven folders.
const (
	maxQuotas  = 20
	maxFolders = 50
)

// details asks for quota and folders, both at once.
func (p *imap) details(box *fact.Mailbox) {
	if p.allowed == nil {
		// The server did not name its capabilities with the login, so it may have
		// new ones (RFC 9051, section 6.2.2).
		caps, err := p.library.Capability().Wait()
		if err != nil {
			return
		}
		p.allowed = []string{}
		for c := range caps {
			p.allowed = append(p.allowed, string(c))
		}
	}
	var folders *imapclient.ListCommand
	var quota *imapclient.GetQuotaRootCommand
	if offers(p.allowed, "SPECIAL-USE") {
		// Only the special ones, where the server can choose (RFC 6154, section 3).
		extended := offers(p.allowed, "LIST-EXTENDED") || offers(p.allowed, "IMAP4rev2")
		folders = p.library.List("", "*", &imaplib.ListOptions{SelectSpecialUse: extended})
	}
	if offers(p.allowed, "QUOTA") || slices.ContainsFunc(p.allowed, func(c string) bool { return hasPrefixFold(c, "QUOTA=") }) {
		quota = p.library.GetQuotaRoot("INBOX")
	}
	if folders != nil { // read first: the library stops reading until somebody does
		box.Folders = p.folders(folders)
	}
	if quota != nil {
		box.Quotas = p.quotas(quota)
	}
}

func (p *imap) folders(list *imapclient.ListCommand) []fact.Folder {
	var found []fact.Folder
	for box := list.Next(); box != nil; box = list.Next() {
		for _, attribute := range box.Attrs {
			if use := specialUse(attribute); use != "" && len(found) < maxFolders {
				found = append(found, fact.Folder{Name: p.conn.Evidence(box.Mailbox), Use: use})
			}
		}
	}
	_ = list.Close() // what came before a refusal is as good as any
	return found
}

// specialUse is the use that an attribute names (RFC 6154, section 2; RFC 8457).
func specialUse(a imaplib.MailboxAttr) string {
	switch a {
	case imaplib.MailboxAttrAll, imaplib.MailboxAttrArchive, imaplib.MailboxAttrDrafts, imaplib.MailboxAttrFlagged,
		imaplib.MailboxAttrJunk, imaplib.MailboxAttrSent, imaplib.MailboxAttrTrash, imaplib.MailboxAttrImportant:
		return strings.ToLower(strings.TrimPrefix(string(a), `\`))
	}
	return ""
}

func (p *imap) quotas(command *imapclient.GetQuotaRootCommand) []fact.Quota {
	roots, err := command.Wait()
	if err != nil {
		return nil
	}
	var found []fact.Quota
	for _, root := range roots {
		for resource, q := range root.Resources {
			found = append(found, fact.Quota{
				Root:     p.conn.Evidence(root.Root),
				Resource: strings.ToUpper(p.conn.Evidence(string(resource))),
				Used:     q.Usage, Limit: q.Limit,
			})
		}
	}
	slices.SortFunc(found, func(a, b fact.Quota) int {
		return cmp.Or(cmp.Compare(a.Root, b.Root), cmp.Compare(a.Resource, b.Resource))
	})
	return found[:min(len(found), maxQuotas)]
}
