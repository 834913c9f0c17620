package providers

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// A record is an entry as one line of the compiled form. It is read by cutting
// alone, without copying, which makes a look-up several times faster than JSON would:
//
//	ID  name  kind  domains  MX  needs  help  checked  evidence  server  server …
//
// with a tab between two fields and a space between two items of a list. An MX
// expression has a tilde before it, and the link of a need follows an equals
// sign. A server is
//
//	protocol TLS port host auth,auth username
//
// and what follows is its remark.
const recordFields = 9

// errRecord is the error of a line that no entry makes.
var errRecord = errors.New("not a record")

// record writes an entry. Texts that the form has no place for, with a space in
// a host name or a tab anywhere, are errors.
func record(p *Provider) (string, error) {
	w := &recordWriter{}
	fields := []string{
		w.word(p.ID), w.text(p.Name), w.word(string(p.Kind)),
		words(p.Domains, w.word),
		words(p.MX, func(m MXPattern) string {
			if m.Suffix == "" {
				return "~" + w.word(m.Pattern)
			}
			return w.word(m.Suffix)
		}),
		words(p.Needs, func(n Need) string { return w.word(string(n.Need)) + "=" + w.word(n.Link) }),
		words(p.Help, w.word),
		w.word(p.Checked), w.text(p.Evidence),
	}
	for _, s := range p.Servers {
		auth := strings.ReplaceAll(words(s.Auth, func(a Auth) string { return w.word(string(a)) }), " ", ",")
		field := strings.Join([]string{
			w.word(string(s.Protocol)), w.word(string(s.TLS)), strconv.Itoa(int(s.Port)), w.word(s.Host),
			auth, w.word(string(s.Username)),
		}, " ")
		if s.Remark != "" {
			field += " " + w.text(s.Remark)
		}
		fields = append(fields, field)
	}
	return strings.Join(fields, "\t"), w.err
}

// recordWriter keeps the first text that does not fit.
type recordWriter struct{ err error }

func (w *recordWriter) text(s string) string {
	if w.err == nil && (!utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl)) {
		w.err = fmt.Errorf("%q holds a control character", s)
	}
	return s
}

func (w *recordWriter) word(s string) string {
	if w.err == nil && strings.Contains(s, " ") {
		w.err = fmt.Errorf("%q holds a space", s)
	}
	return w.text(s)
}

func words[T any](all []T, write func(T) string) string {
	list := make([]string, len(all))
	for i, v := range all {
		list[i] = write(v)
	}
	return strings.Join(list, " ")
}

// parseRecord reads what [record] wrote. Nothing in a record is checked twice:
// whether host names are such was seen to when it was made.
func parseRecord(line string) (*Provider, error) {
	fields := strings.Split(line, "\t")
	if len(fields) < recordFields {
		return nil, errRecord
	}
	p := &Provider{
		ID: fields[0], Name: fields[1], Kind: Kind(fields[2]),
		Domains: items(fields[3], asIs), MX: items(fields[4], parseMX), Needs: items(fields[5], parseNeed),
		Help: items(fields[6], asIs), Checked: fields[7], Evidence: fields[8],
	}
	servers := fields[recordFields:]
	if len(servers) > 0 {
		p.Servers = make([]Server, len(servers))
	}
	for i, text := range servers {
		if err := parseServer(text, &p.Servers[i]); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func parseServer(text string, s *Server) error {
	f := strings.SplitN(text, " ", 7)
	if len(f) < 6 {
		return errRecord
	}
	port, err := strconv.ParseUint(f[2], 10, 16)
	if err != nil {
		return errRecord
	}
	*s = Server{
		Protocol: fact.Protocol(f[0]), TLS: fact.TLSMode(f[1]), Port: uint16(port), Host: f[3],
		Username: UsernameForm(f[5]), Remark: strings.Join(f[6:], ""),
	}
	if f[4] != "" {
		for a := range strings.SplitSeq(f[4], ",") {
			s.Auth = append(s.Auth, Auth(a))
		}
	}
	return nil
}

func asIs(s string) string { return s }

func parseMX(s string) MXPattern {
	if pattern, is := strings.CutPrefix(s, "~"); is {
		return MXPattern{Pattern: pattern}
	}
	return MXPattern{Suffix: s}
}

func parseNeed(s string) Need {
	code, link, _ := strings.Cut(s, "=")
	return Need{fact.NeedCode(code), link}
}

// items reads a list; an empty one is nil.
func items[T any](text string, read func(string) T) []T {
	if text == "" {
		return nil
	}
	list := make([]T, 0, strings.Count(text, " ")+1)
	for word := range strings.SplitSeq(text, " ") {
		list = append(list, read(word))
	}
	return list
}
