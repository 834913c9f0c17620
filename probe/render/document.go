// Package render writes a report: as text for people, as JSON for programs. It
// lays out and decides nothing.
package render

import (
	"crypto/tls"
	"slices"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/phrases"
	"github.com/mailprobe/mailprobe/probe/text"
	"github.com/mailprobe/mailprobe/providers"
)

// schemaVersion is raised when a field of the document is renamed or removed,
// which is not meant to happen.
const schemaVersion = 1

// document is the report as programs read it. docs/report.schema.json describes
// it; its names stay.
type document struct {
	Schema   int          `json:"schema"`
	Address  string       `json:"address"`
	Domain   string       `json:"domain"`
	Status   probe.Status `json:"status"`
	Provider *docProvider `json:"provider"`
	Settings docSettings  `json:"settings"`
	Services []docService `json:"services"`
	Sources  []docSource  `json:"sources"`
	Checks   []docCheck   `json:"checks"`
	Problems []docProblem `json:"problems"`
	Logins   docLogins    `json:"logins"`
	LeftOut  *docLeftOut  `json:"left_out,omitempty"`
	ProvedMS *int64       `json:"proved_ms"`
	MS       int64        `json:"ms"`
}

type docProvider struct {
	ID    string    `json:"id"`
	Name  string    `json:"name"`
	Notes []docNote `json:"notes"`
}

type docNote struct {
	Need string `json:"need"`
	Link string `json:"link,omitempty"`
}

type docSettings struct {
	Incoming     *docSetting  `json:"incoming"`
	Outgoing     *docSetting  `json:"outgoing"`
	Alternatives []docSetting `json:"alternatives"`
}

type docSetting struct {
	Protocol fact.Protocol `json:"protocol"`
	Host     string        `json:"host"`
	Port     uint16        `json:"port"`
	TLS      fact.TLSMode  `json:"tls"`
	Auth     string        `json:"auth"`
	Username string        `json:"username"`
	Source   fact.Source   `json:"source"`
	Verified bool          `json:"verified"`
	// WorksOnly is there where the login went over a connection that only a
	// dangerous flag opened to it.
	WorksOnly fact.Exposure `json:"works_only,omitempty"`
	docNaming
}

// docNaming is how a host was named, and whether that makes it one that may see
// the password.
type docNaming struct {
	Trail       []string         `json:"trail"`
	Trust       fact.TrustState  `json:"trust"`
	TrustReason fact.TrustReason `json:"trust_reason"`
}

type docService struct {
	Service string      `json:"service"`
	Where   string      `json:"where"`
	Source  fact.Source `json:"source"`
	Place   string      `json:"place"`
}

type docSource struct {
	Source  fact.Source  `json:"source"`
	Verdict fact.Verdict `json:"verdict"`
	Reason  string       `json:"reason"`
	MS      int64        `json:"ms"`
	Names   []string     `json:"names"`
	Lookups []docLookup  `json:"lookups"`
}

type docLookup struct {
	What      string `json:"what"`
	Result    string `json:"result"`
	Fault     string `json:"fault,omitempty"`
	MS        int64  `json:"ms"`
	Authentic bool   `json:"authentic,omitempty"`
}

type docCheck struct {
	Protocol  fact.Protocol `json:"protocol"`
	Host      string        `json:"host"`
	Port      uint16        `json:"port"`
	TLS       fact.TLSMode  `json:"tls"`
	Source    fact.Source   `json:"source"`
	Published bool          `json:"published"`
	docNaming
	IP           string             `json:"ip"`
	Outcome      fact.Outcome       `json:"outcome"`
	SameAs       string             `json:"same_as,omitempty"`
	LeftOut      fact.LeftOutReason `json:"left_out,omitempty"`
	Login        fact.LoginState    `json:"login"`
	WorksOnly    fact.Exposure      `json:"works_only,omitempty"`
	Username     string             `json:"username"`
	Capabilities []string           `json:"capabilities"`
	Auth         []string           `json:"auth"`
	TLSVersion   string             `json:"tls_version"`
	Certificate  *docCertificate    `json:"certificate"`
	Steps        []docStep          `json:"steps"`
	Mailbox      *docMailbox        `json:"mailbox,omitempty"`
	Sender       *docSender         `json:"sender,omitempty"`
	MaxMessage   int64              `json:"max_message,omitempty"`
	Problems     []fact.Code        `json:"problems"`
	Trace        []docLine          `json:"trace,omitempty"`
}

type docLine struct {
	MS   int64  `json:"ms"`
	From string `json:"from"`
	TLS  bool   `json:"tls"`
	Line string `json:"line"`
}

type docCertificate struct {
	Names     []string `json:"names"`
	Issuer    string   `json:"issuer"`
	NotBefore string   `json:"not_before"`
	NotAfter  string   `json:"not_after"`
	LeftOut   int      `json:"names_left_out,omitempty"`
}

type docStep struct {
	Step fact.StepName `json:"step"`
	MS   int64         `json:"ms"`
}

type docProblem struct {
	Code     fact.Code     `json:"code"`
	Severity fact.Severity `json:"severity"`
	Where    string        `json:"where"`
	Evidence string        `json:"evidence"`
	Message  string        `json:"message"`
	Remedy   string        `json:"remedy"`
}

type docLogins struct {
	Attempted int `json:"attempted"`
	Refused   int `json:"refused"`
	Budget    int `json:"budget"`
}

// documentOf is the report with its words in a language. Lists are never null.
func documentOf(r *probe.Report, l text.Lang) document {
	d := document{
		Schema:   schemaVersion,
		Address:  r.Address.Typed,
		Domain:   r.Address.Domain,
		Status:   r.Status,
		Provider: providerOf(r.Provider),
		Settings: docSettings{Incoming: settingOf(r, r.Incoming), Outgoing: settingOf(r, r.Outgoing), Alternatives: []docSetting{}},
		Services: []docService{},
		Sources:  []docSource{},
		Checks:   []docCheck{},
		Problems: []docProblem{},
		Logins:   docLogins(r.Logins),
		LeftOut:  leftOutOf(r.LeftOut),
		MS:       r.Took.Milliseconds(),
	}
	if r.Proved > 0 {
		ms := r.Proved.Milliseconds()
		d.ProvedMS = &ms
	}
	for _, s := range r.Alternatives {
		d.Settings.Alternatives = append(d.Settings.Alternatives, *settingOf(r, &s))
	}
	for _, s := range r.Services {
		d.Services = append(d.Services, docService{s.Kind, s.Where, s.Source, s.Place})
	}
	for _, s := range r.Sources {
		d.Sources = append(d.Sources, sourceOf(s, l))
	}
	for _, c := range r.Checks {
		d.Checks = append(d.Checks, checkOf(c))
	}
	for _, p := range r.Problems {
		d.Problems = append(d.Problems, docProblem{
			p.Code, p.Severity, p.Where, p.Evidence, text.Message(p, l), text.Remedy(p, l),
		})
	}
	return d
}

func providerOf(p *providers.Provider) *docProvider {
	if p == nil {
		return nil
	}
	d := &docProvider{ID: p.ID, Name: p.Name, Notes: []docNote{}}
	for _, n := range p.Needs {
		d.Notes = append(d.Notes, docNote{string(n.Need), n.Link})
	}
	return d
}

func settingOf(r *probe.Report, s *fact.Setting) *docSetting {
	if s == nil {
		return nil
	}
	return &docSetting{
		s.Protocol, s.Host, s.Port, s.TLS, s.Auth, s.Username, s.Source, s.Verified, s.WorksOnly, namingOf(checkFor(r, s)),
	}
}

func namingOf(c fact.Check) docNaming {
	return docNaming{list(c.Trail), c.Trust.State(), c.Trust.Reason}
}

// checkFor is the check that a setting came of.
func checkFor(r *probe.Report, s *fact.Setting) fact.Check {
	for _, c := range r.Checks {
		if c.Endpoint == s.Endpoint {
			return c
		}
	}
	return fact.Check{Endpoint: s.Endpoint}
}

func sourceOf(s fact.SourceReport, l text.Lang) docSource {
	d := docSource{s.Source, s.Verdict, phrases.Reason(s, l), s.Took.Milliseconds(), []string{}, []docLookup{}}
	for _, c := range s.Named {
		d.Names = append(d.Names, c.Endpoint.String())
	}
	for _, q := range s.Lookups {
		result := q.Result
		if result == "" {
			result = phrases.Fault(q.Fault, l)
		}
		d.Lookups = append(d.Lookups, docLookup{q.What, result, string(q.Fault), q.Took.Milliseconds(), q.Authentic})
	}
	return d
}

func checkOf(c fact.Check) docCheck {
	d := docCheck{
		Protocol: c.Protocol, Host: c.Host, Port: c.Port, TLS: c.TLS, Source: c.Source, Published: !c.Derived, docNaming: namingOf(c),
		Outcome: c.Outcome, SameAs: c.SameAs, LeftOut: c.LeftOut, Login: c.Login,
		Capabilities: list(c.Capabilities), Auth: list(c.Mechanisms),
		TLSVersion: tlsVersion(c.Handshake.Version), Certificate: certificateOf(c.Handshake.Certificate),
		Steps: []docStep{}, Problems: []fact.Code{},
		Mailbox: mailboxOf(c.Mailbox), Sender: senderOf(c.Sender), MaxMessage: c.MaxMessage(),
	}
	if c.Accepted() {
		d.WorksOnly = c.Exposure()
	}
	if c.IP.IsValid() {
		d.IP = c.IP.String()
	}
	if n := len(c.Attempts); n > 0 {
		d.Username = c.Attempts[n-1].Username
	}
	for _, s := range c.Steps {
		d.Steps = append(d.Steps, docStep{s.Name, s.Took.Milliseconds()})
	}
	for _, p := range c.Problems {
		if !slices.Contains(d.Problems, p.Code) {
			d.Problems = append(d.Problems, p.Code)
		}
	}
	return d
}

func traceOf(c fact.Check) []docLine {
	var lines []docLine
	for _, l := range c.Wire {
		from := "server"
		if l.Client {
			from = "client"
		}
		lines = append(lines, docLine{l.At.Milliseconds(), from, l.TLS, l.Text})
	}
	return lines
}

func certificateOf(c *fact.Certificate) *docCertificate {
	if c == nil {
		return nil
	}
	return &docCertificate{
		list(c.Names), c.Issuer, c.NotBefore.UTC().Format(time.RFC3339), c.NotAfter.UTC().Format(time.RFC3339), c.NamesLeftOut,
	}
}

// tlsVersion is the bare number of a version: "1.3".
func tlsVersion(v uint16) string {
	switch v {
	case tls.VersionTLS10:
		return "1.0"
	case tls.VersionTLS11:
		return "1.1"
	case tls.VersionTLS12:
		return "1.2"
	case tls.VersionTLS13:
		return "1.3"
	}
	return ""
}

// list makes a missing list an empty one.
func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}
