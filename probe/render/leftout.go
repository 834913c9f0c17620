package render

import (
	"strconv"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/phrases"
)

// leftOut says what was not examined, and by which rule: the reader must not take
// silence for an answer.
func (p *page) leftOut(r *probe.Report) {
	var notes []string
	if out := r.LeftOut; out.Endpoints > 0 {
		notes = append(notes, p.say(phrases.LeftOut, "endpoints", strconv.Itoa(out.Endpoints), "hosts", strconv.Itoa(out.Hosts)))
	}
	if r.LeftOut.Dialogues {
		notes = append(notes, p.say(phrases.LeftOutDialogues))
	}
	for _, c := range r.Checks {
		if c.LeftOut == fact.LeftOutPrivatePort {
			notes = append(notes, p.say(phrases.LeftOutPrivate, "where", c.Endpoint.String()))
		}
	}
	if len(notes) > 0 {
		p.line("")
	}
	for _, note := range notes {
		p.wrap("  ", note)
	}
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
