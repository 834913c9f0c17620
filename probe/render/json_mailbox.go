package render

import (
	"github.com/mailprobe/mailprobe/probe/fact"
)

// What programs read of the look behind a login.

type docMailbox struct {
	Opened    bool          `json:"opened"`
	Messages  uint32        `json:"messages"`
	Refusal   string        `json:"refusal,omitempty"`
	Quotas    []docQuota    `json:"quotas"`
	Folders   []docFolder   `json:"folders"`
	Cut       bool          `json:"cut,omitempty"`
	Retention *docRetention `json:"retention,omitempty"`
	Delay     int64         `json:"login_delay_s,omitempty"`
}

type docQuota struct {
	Root     string `json:"root"`
	Resource string `json:"resource"`
	Used     int64  `json:"used"`
	Limit    int64  `json:"limit"`
}

type docFolder struct {
	Name string `json:"name"`
	Use  string `json:"use"`
}

type docRetention struct {
	Forever bool `json:"forever"`
	Days    int  `json:"days"`
}

type docSender struct {
	Address  string `json:"address"`
	Accepted bool   `json:"accepted"`
	Refused  string `json:"refused,omitempty"`
	Refusal  string `json:"refusal,omitempty"`
}

func mailboxOf(box *fact.Mailbox) *docMailbox {
	if box == nil {
		return nil
	}
	d := &docMailbox{
		Opened: box.Opened, Messages: box.Messages, Refusal: box.Line,
		Quotas: []docQuota{}, Folders: []docFolder{}, Cut: box.Cut, Delay: int64(box.Delay.Seconds()),
	}
	for _, q := range box.Quotas {
		d.Quotas = append(d.Quotas, docQuota(q))
	}
	for _, f := range box.Folders {
		d.Folders = append(d.Folders, docFolder(f))
	}
	if r := box.Retention; r != nil {
		d.Retention = &docRetention{r.Forever, r.Days}
	}
	return d
}

func senderOf(s *fact.Sender) *docSender {
	if s == nil {
		return nil
	}
	return &docSender{s.Address, s.Refused == "", s.Refused, s.Line}
}

// docLeftOut is what the bounds of a run kept from being examined.
type docLeftOut struct {
	Hosts     int  `json:"hosts"`
	Endpoints int  `json:"endpoints"`
	Dialogues bool `json:"dialogues"`
}

func leftOutOf(out fact.LeftOut) *docLeftOut {
	if out == (fact.LeftOut{}) {
		return nil
	}
	return &docLeftOut{out.Hosts, out.Endpoints, out.Dialogues}
}
