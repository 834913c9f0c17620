package autoconfig

import (
	"errors"
	"slices"
	"strings"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/checked"
	"github.com/mailprobe/mailprobe/probe/internal/xmltree"
)

// maxServers is how many servers of a list are kept: each costs connections.
// The longest list in Thunderbird's provider database has twelve.
const maxServers = 32

// section reads a server section and keeps it if it is complete.
func (r *reader) section(e *xmltree.Element, section Section) {
	kind, ok := r.serverType(e, section)
	if !ok {
		r.unread(e)
		return
	}
	s := serverReader{reader: r, kind: kind, place: e.Name + " " + kind.name, at: map[string]fact.Position{}}
	s.server = Server{Section: section, Type: kind.name, Position: e.Position}
	for child := range r.children(e) {
		s.child(child)
	}
	if !s.complete() {
		return
	}
	list := &r.config.Other
	switch section {
	case IncomingServer:
		list = &r.config.Incoming
	case OutgoingServer:
		list = &r.config.Outgoing
	}
	if len(*list) == maxServers {
		r.Drop(fact.FileTooManyServers, e.Position, s.place, "")
		return
	}
	*list = append(*list, s.server)
}

func (r *reader) serverType(e *xmltree.Element, section Section) (serverType, bool) {
	raw, _ := e.Attr("type")
	name := strings.TrimSpace(raw)
	kind, ok := lookUpType(name)
	switch {
	case name == "":
		r.Drop(fact.FileTypeMissing, e.Position, e.Name, "")
	case !ok:
		r.Drop(fact.FileTypeUnknown, e.Position, e.Name, name)
	case kind.section != section:
		r.Drop(fact.FileTypeMisplaced, e.Position, e.Name, name)
		return serverType{}, false
	case kind.name != raw:
		r.Add(fact.FileValueSpelling, e.Position, e.Name, raw)
	}
	return kind, ok
}

// unread looks into a section of a type that is not known for the one mistake
// that is one in every type: a placeholder that no program fills in.
func (r *reader) unread(e *xmltree.Element) {
	for _, child := range e.Children {
		var unknown unknownError
		if _, err := split(strings.TrimSpace(child.Text), true); errors.As(err, &unknown) {
			r.Add(fact.FilePlaceholderUnknown, child.Position, e.Name+"/"+child.Name, child.Text)
		}
	}
}

// serverReader fills one Server.
type serverReader struct {
	*reader
	server Server
	kind   serverType
	place  string
	// seen are the elements that count once and came; a second one is passed over.
	seen []string
	// spoilt is set once something that the section needs is wrong, so that it
	// is not also reported as missing.
	spoilt bool
	// misnamed is set once a user name came that cannot be right.
	misnamed bool
	// strangeSocket is the first socket type that is none.
	strangeSocket string
	// at is where the elements of the section are that were read.
	at map[string]fact.Position
}

func (s *serverReader) child(e *xmltree.Element) {
	place := s.place + "/" + e.Name
	if _, known := s.at[e.Name]; !known {
		s.at[e.Name] = e.Position
	}
	switch e.Name {
	case "hostname":
		s.hostname(e, place)
	case "port":
		s.port(e, place)
	case "socketType":
		s.socketType(e, place)
	case "url", "serverURL": // the latter in old files of the provider database
		s.url(e, place)
	case "username":
		s.username(e, place)
	case "authentication":
		s.authentication(e, place)
	case "password":
		s.Drop(fact.FilePasswordPresent, e.Position, place, "")
	case "pop3", "imap":
		for child := range s.children(e) {
			s.option(child, e.Name+"/"+child.Name)
		}
	default:
		s.option(e, e.Name)
	}
}

// first reports whether it is the first time that an element which counts once
// comes. Programs disagree about which of several to take.
func (s *serverReader) first(name string, e *xmltree.Element, place string) bool {
	if slices.Contains(s.seen, name) {
		s.Add(fact.FileElementRepeated, e.Position, place, e.Text)
		return false
	}
	s.seen = append(s.seen, name)
	return true
}

// spoil drops the section.
func (s *serverReader) spoil(rule fact.Code, at fact.Position, place, value string) {
	s.Drop(rule, at, place, value)
	s.spoilt = true
}

func (s *serverReader) hostname(e *xmltree.Element, place string) {
	if !s.first("hostname", e, place) {
		return
	}
	name := s.text(e, place)
	if name == "" {
		return
	}
	host, err := canonicalHost(name)
	if err != nil {
		s.spoil(explain(err, fact.FileHostnameInvalid), e.Position, place, name)
		return
	}
	if !isASCII(name) {
		s.Add(fact.FileHostnameInternational, e.Position, place, name)
	}
	s.spelling(e, place, name, host)
	s.server.Hostname = host
}

func (s *serverReader) port(e *xmltree.Element, place string) {
	if !s.first("port", e, place) {
		return
	}
	digits := s.text(e, place)
	if digits == "" {
		return
	}
	port, ok := checked.Port(digits)
	if !ok {
		s.spoil(fact.FilePortInvalid, e.Position, place, digits)
		return
	}
	s.server.Port = port
}

// socketType takes the first value that is known, as Thunderbird does.
func (s *serverReader) socketType(e *xmltree.Element, place string) {
	value := s.text(e, place)
	if value == "" {
		return
	}
	t, exact, ok := lookUpSocketType(value)
	switch {
	case !ok && s.strangeSocket == "":
		s.strangeSocket = value
		return
	case !ok:
		return
	case s.server.SocketType != "":
		s.Add(fact.FileElementRepeated, e.Position, place, value)
		return
	case !exact:
		s.Add(fact.FileValueSpelling, e.Position, place, value)
	}
	s.server.SocketType = t
}

func (s *serverReader) url(e *xmltree.Element, place string) {
	if !s.first("url", e, place) {
		return
	}
	url := s.text(e, place)
	if url == "" {
		return
	}
	if err := checkURL(url); err != nil {
		s.spoil(explain(err, fact.FileURLInvalid), e.Position, place, url)
		return
	}
	s.server.URL = url
}

// username leaves out a name that cannot be right. The section stays: what it
// says of the server may be right all the same.
func (s *serverReader) username(e *xmltree.Element, place string) {
	if !s.first("username", e, place) {
		return
	}
	name := s.text(e, place)
	if name == "" {
		return
	}
	if _, err := anybody().username(name); err != nil {
		s.Add(explain(err, fact.FileUsernameInvalid), e.Position, place, name)
		s.misnamed = true
		return
	}
	s.server.Username = name
}

func (s *serverReader) authentication(e *xmltree.Element, place string) {
	value := s.text(e, place)
	if value == "" {
		return
	}
	a, exact, ok := lookUpAuthentication(s.attr(e, "system"), value)
	switch {
	case !ok:
		s.Add(fact.FileAuthUnknown, e.Position, place, value)
		return
	case slices.Contains(s.server.Authentication, a):
		s.Add(fact.FileElementRepeated, e.Position, place, value)
		return
	case !exact:
		s.Add(fact.FileValueSpelling, e.Position, place, value)
	}
	s.server.Authentication = append(s.server.Authentication, a)
}

func (s *serverReader) option(e *xmltree.Element, name string) {
	place := s.place + "/" + name
	if !isOption(name) {
		s.unknown(e, s.place, name)
		return
	}
	value := s.prose(e)
	switch {
	case e.Name == optCheckInterval:
		value = checked.Line(s.attr(e, "minutes"))
	case isLink(name):
		value = s.link(e, place, value)
	}
	switch {
	case value == "":
	case slices.ContainsFunc(s.server.Options, func(o Option) bool { return o.Name == name }):
		s.Add(fact.FileElementRepeated, e.Position, place, value)
	default:
		s.server.Options = append(s.server.Options, Option{name, value})
	}
}

// complete notes what is missing and reports whether the section can be kept.
func (s *serverReader) complete() bool {
	missing := s.server.missing(s.kind.base)
	for _, rule := range missing {
		switch {
		case s.spoilt:
		case rule == fact.FileSocketMissing && s.strangeSocket != "":
			s.Drop(fact.FileSocketUnknown, s.at["socketType"], s.place+"/socketType", s.strangeSocket)
		default:
			s.Drop(rule, s.server.Position, s.place, "")
		}
	}
	if s.strangeSocket != "" && (s.spoilt || s.server.SocketType != "") {
		s.Add(fact.FileSocketUnknown, s.at["socketType"], s.place+"/socketType", s.strangeSocket)
	}
	if s.spoilt || len(missing) > 0 {
		return false
	}
	s.login()
	s.judge()
	return true
}

// login notes what a mail server's section does not say about logging in.
func (s *serverReader) login() {
	if s.server.Section != IncomingServer && s.server.Section != OutgoingServer {
		return
	}
	if s.server.Username == "" && !s.misnamed && !s.server.NoLogin() {
		s.Add(fact.FileUsernameMissing, s.server.Position, s.place, "")
	}
	if len(s.server.Authentication) == 0 {
		s.Add(fact.FileAuthMissing, s.server.Position, s.place, "")
	}
}

// missing is what the server lacks to be found, for a type that is found so.
func (s Server) missing(b base) []fact.Code {
	if b == byEither && (s.URL != "" || s.Hostname != "" || s.has("ewsURL", "easURL", "owaURL")) {
		return nil
	}
	if b != byHost {
		if s.URL == "" {
			return []fact.Code{fact.FileURLMissing}
		}
		return nil
	}
	var rules []fact.Code
	if s.Hostname == "" {
		rules = append(rules, fact.FileHostnameMissing)
	}
	if s.Port == 0 {
		rules = append(rules, fact.FilePortMissing)
	}
	if s.SocketType == "" {
		rules = append(rules, fact.FileSocketMissing)
	}
	return rules
}

// has reports whether one of the options is there.
func (s Server) has(names ...string) bool {
	return slices.ContainsFunc(s.Options, func(o Option) bool { return slices.Contains(names, o.Name) })
}
