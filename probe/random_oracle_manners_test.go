package probe_test

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// Rules 5 and 7 to 9: what is said to a server, kept of it, and asked of all.

// commands are all that a run ever says, but for a check of the sender.
var commands = map[fact.Protocol][]string{
	fact.IMAP: {"CAPABILITY", "NOOP", "ID", "STARTTLS", "LOGIN", "AUTHENTICATE", "EXAMINE INBOX", "EXAMINE \"INBOX\"", "GETQUOTAROOT", "GETQUOTA", "LIST", "NAMESPACE", "LOGOUT"},
	fact.POP3: {"CAPA", "STLS", "USER", "PASS", "APOP", "AUTH", "STAT", "QUIT"},
	fact.SMTP: {"EHLO", "HELO", "STARTTLS", "AUTH", "QUIT"},
}

// badManners: MAIL and RCPT come with the check of the sender only, and after a login;
// SELECT, RETR, DATA and all others never.
func (r *recording) badManners() string {
	for i, c := range r.connections {
		allowed := commands[c.Protocol]
		if allowed == nil {
			continue
		}
		goesOn := false
		for _, l := range c.Lines {
			if l.FromClient && strings.HasPrefix(l.Text, "\x16\x03") {
				break // a handshake with who does not speak TLS
			}
			if !l.FromClient {
				goesOn = asksForMore(c.Protocol, l.Text)
				continue
			}
			if goesOn {
				continue // the rest of a login
			}
			text := strings.ToUpper(l.Text)
			if c.Protocol == fact.IMAP {
				_, text, _ = strings.Cut(text, " ")
			}
			says := func(command string) bool { return text == command || strings.HasPrefix(text, command+" ") }
			sender := r.world.ask.checkSender && c.Protocol == fact.SMTP && (says("MAIL") || says("RCPT") || says("RSET")) && r.loggedInBy(i)
			if !sender && !slices.ContainsFunc(allowed, says) {
				return fmt.Sprintf("%s %s:%d %q", c.Protocol, c.SNI, c.Addr.Port(), l.Text)
			}
		}
	}
	return ""
}

// asksForMore reports whether a server's line is answered by what is no command.
func asksForMore(p fact.Protocol, line string) bool {
	if p == fact.SMTP {
		return strings.HasPrefix(line, "334")
	}
	return line == "+" || strings.HasPrefix(line, "+ ")
}

// loggedInBy reports whether a login was accepted on a connection.
func (r *recording) loggedInBy(connection int) bool {
	return slices.ContainsFunc(r.credentials(), func(c credential) bool { return c.Connection == connection && c.Accepted })
}

func (r *recording) toldSecret() string {
	for _, secret := range r.world.ask.secrets() {
		if ask := r.world.ask; secret == ask.password && r.passwords == 0 && secret != ask.sending {
			continue // nobody has typed it
		}
		forms := []string{secret, base64.StdEncoding.EncodeToString([]byte(secret)), base64.StdEncoding.EncodeToString([]byte("\x00anna@" + r.world.domain + "\x00" + secret))}
		for _, report := range r.reports {
			found := ""
			eachString(reflect.ValueOf(report), "report", func(where, text string) {
				if containsAnyOf(text, forms...) && found == "" {
					found = fmt.Sprintf("%s is %q", where, text)
				}
			})
			if found != "" {
				return found
			}
		}
	}
	return ""
}

// eachString finds every text below a value of a report. What comes from the database
// and from libraries, such as a certificate as it was parsed, is left out.
func eachString(v reflect.Value, where string, tell func(where, text string)) {
	switch v.Kind() {
	case reflect.String:
		tell(where, v.String())
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			eachString(v.Elem(), where, tell)
		}
	case reflect.Struct:
		if path := v.Type().PkgPath(); !strings.HasPrefix(path, "github.com/mailprobe/mailprobe/probe") {
			return
		}
		for i := range v.NumField() {
			eachString(v.Field(i), where+"."+v.Type().Field(i).Name, tell)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			eachString(v.Index(i), fmt.Sprintf("%s[%d]", where, i), tell)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			eachString(key, where+" key", tell)
			eachString(v.MapIndex(key), fmt.Sprintf("%s[%v]", where, key), tell)
		}
	}
}

// believed: what is marked as forged was said in the clear only, and thief is named in
// referrals only.
func (r *recording) believed() string {
	for _, report := range r.reports {
		for _, c := range report.Checks {
			for _, kept := range slices.Concat(c.Capabilities, c.Mechanisms) {
				if strings.Contains(kept, forged) {
					return fmt.Sprintf("%s is said to offer %q", c.Endpoint, kept)
				}
			}
		}
	}
	for _, c := range r.connections {
		if c.Server == thief {
			return fmt.Sprintf("the referral to %s was followed", c.Addr)
		}
	}
	return ""
}

// The sums of safety rule 9.
const (
	maxHosts       = 24
	maxEndpoints   = 64
	maxConnections = 16
)

// tooMany counts as a host every name that was asked for, and every address where
// nobody was met.
func (r *recording) tooMany() string {
	hosts, endpoints := map[string]bool{}, map[string]bool{}
	met := map[netip.AddrPort]bool{}
	byName := map[string]string{} // the first name of a server → one that it was met by
	for _, c := range r.connections {
		if c.SNI != "" {
			byName[c.Server] = c.SNI
		}
	}
	for _, c := range r.connections {
		if c.Protocol == probetest.HTTP || c.Protocol == probetest.DNS {
			continue
		}
		met[c.Addr] = true
		name := c.SNI
		if name == "" {
			name = cmp.Or(byName[c.Server], c.Server)
		}
		hosts[name] = true
		endpoints[fmt.Sprintf("%s:%d", name, c.Addr.Port())] = true
	}
	for to := range r.traffic.Dials {
		if isMail(to) && !met[to] {
			hosts[to.Addr().String()] = true
			endpoints[to.String()] = true
		}
	}
	for _, h := range r.world.hosts {
		if slices.ContainsFunc(h.names, func(name string) bool { return hosts[name] }) {
			delete(hosts, h.ip) // refused at one port and met at another
		}
	}
	switch open := r.mostOpen(); {
	case len(hosts) > maxHosts:
		return fmt.Sprintf("%d hosts", len(hosts))
	case len(endpoints) > maxEndpoints:
		return fmt.Sprintf("%d endpoints", len(endpoints))
	case open > maxConnections:
		return fmt.Sprintf("%d connections at a time", open)
	}
	return ""
}

// mostOpen is how many connections to mail servers were open at once.
func (r *recording) mostOpen() int {
	most := 0
	for _, c := range r.connections {
		open := 0
		for _, o := range r.connections {
			mail := o.Protocol != probetest.HTTP && o.Protocol != probetest.DNS
			if mail && !o.Opened.After(c.Opened) && (o.Closed.IsZero() || o.Closed.After(c.Opened)) {
				open++
			}
		}
		most = max(most, open)
	}
	return most
}

// The times of a run: its own, what it may be late, and how much a login in flight may
// stretch it.
const (
	runTime      = 30 * time.Second
	runLate      = 2 * time.Second
	loginStretch = 30 * time.Second
)

func (r *recording) tooLong() string {
	limit := runTime + runLate
	limit += time.Duration(len(r.questions)+r.passwords) * r.world.ask.thinks
	for _, c := range r.credentials() {
		if c.kind() == unanswered || c.Answered.Sub(c.At) > time.Second {
			limit += loginStretch
			break
		}
	}
	if r.took > limit {
		return fmt.Sprintf("%v, at most %v", r.took, limit)
	}
	return ""
}

func (r *recording) notVerified() string {
	if r.world.works == "" || r.status == probe.Verified {
		return ""
	}
	return fmt.Sprintf("the run ended as %s", r.status)
}
