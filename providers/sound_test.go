package providers

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// TestSound holds every entry to the rules that a look-up and the words for it
// rely on.
func TestSound(t *testing.T) {
	for _, p := range all(t) {
		t.Run(p.ID, func(t *testing.T) {
			soundEntry(t, p)
			soundMX(t, p)
			soundNeeds(t, p)
			for i, s := range p.Servers {
				soundServer(t, p, s)
				if slices.ContainsFunc(p.Servers[:i], func(o Server) bool { return endpoint(o) == endpoint(s) }) {
					t.Errorf("%s stands there twice", endpoint(s))
				}
			}
			soundOrder(t, p.Servers)
		})
	}
}

var legalID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func soundEntry(t *testing.T, p *Provider) {
	if !legalID.MatchString(p.ID) {
		t.Error("the name of the file is not in kebab-case")
	}
	if p.Name == "" || p.Evidence == "" {
		t.Error("it has no name or no evidence")
	}
	if len(p.Domains) == 0 && len(p.MX) == 0 {
		t.Error("nothing leads to it")
	}
	if _, err := time.Parse(time.DateOnly, p.Checked); err != nil {
		t.Errorf("%q is no day", p.Checked)
	}
	switch p.Kind {
	case Mailbox:
		if len(p.Servers) == 0 {
			t.Error("a mailbox without a server")
		}
	case Gateway, Forwarding, Proprietary:
		if len(p.Servers) > 0 {
			t.Errorf("a %s with servers", p.Kind)
		}
	default:
		t.Errorf("unknown kind %q", p.Kind)
	}
	for _, link := range p.Help {
		soundLink(t, link)
	}
}

func soundLink(t *testing.T, link string) {
	t.Helper()
	if u, err := url.Parse(link); err != nil || u.Scheme != "https" || u.Host == "" {
		t.Errorf("%q is no https link", link)
	}
}

func soundNeeds(t *testing.T, p *Provider) {
	known := []NeedCode{
		NeedAppPassword, NeedAppPassword2FA, NeedMailPassword, NeedEnableAccess,
		NeedOAuth2, NeedBridge, NeedPaidPlan, NeedAuthorizationCode,
	}
	for _, n := range p.Needs {
		if !slices.Contains(known, n.Need) {
			t.Errorf("unknown need %q", n.Need)
		}
		if n.Link != "" {
			soundLink(t, n.Link)
		}
	}
	tokenOnly := slices.ContainsFunc(p.Servers, Server.TokenOnly)
	needsToken := slices.ContainsFunc(p.Needs, func(n Need) bool { return n.Need == NeedOAuth2 })
	if tokenOnly != needsToken {
		t.Error("a server that takes tokens only and the need oauth2 go together")
	}
}

func soundMX(t *testing.T, p *Provider) {
	usesMX := slices.ContainsFunc(p.Servers, func(s Server) bool { return strings.Contains(s.Host, "{mx}") })
	for _, m := range p.MX {
		if (m.Suffix == "") == (m.Pattern == "") {
			t.Errorf("%+v is not either a suffix or a pattern", m)
		}
		if !legalHost(m.key()) {
			t.Errorf("%q is found under %q, which is no name of two labels or more", m.Suffix+m.Pattern, m.key())
		}
		if m.Pattern != "" {
			if _, err := regexp.Compile("^(?:" + m.Pattern + ")$"); err != nil {
				t.Error(err)
			}
			if !strings.HasSuffix(m.Pattern, `\.`+regexp.QuoteMeta(m.key())) {
				t.Errorf("the pattern %s does not end in whole fixed labels", m.Pattern)
			}
		}
		if usesMX && m.Pattern == "" {
			t.Errorf("the suffix %s would let a customer's machine pass for the provider's server", m.Suffix)
		}
	}
}

func soundServer(t *testing.T, p *Provider, s Server) {
	// The places that a host may leave open, filled with an ordinary name.
	host := strings.NewReplacer("{domain}", "example.org", "{mx}", "mx.example.org").Replace(s.Host)
	if !legalHost(host) {
		t.Errorf("%q is no host", s.Host)
	}
	want := usualMode(s.Protocol, s.Port)
	cleartext := s.TLS == fact.NoTLS && want == fact.STARTTLS
	if s.TLS != want && !cleartext && unusualServers[p.ID] != endpoint(s) {
		t.Errorf("%s: the usual mode on this port is %q", endpoint(s), want)
	}
	if s.TLS == fact.NoTLS && slices.ContainsFunc(p.Servers, func(o Server) bool { return o.Protocol == s.Protocol && o.TLS != fact.NoTLS }) {
		t.Errorf("%s: a server in cleartext beside one with TLS", endpoint(s))
	}
	if len(s.Auth) == 0 || slices.ContainsFunc(s.Auth, func(a Auth) bool { return a != Password && a != OAuth2 }) {
		t.Errorf("%s: unknown proof %q", endpoint(s), s.Auth)
	}
	form := strings.NewReplacer("{address}", "a", "{local}", "a", "{domain}", "a").Replace(string(s.Username))
	if strings.ContainsAny(form, "{}") || (form == string(s.Username) && !slices.Contains([]string{"", "address", "local"}, form)) {
		t.Errorf("%s: unknown user name form %q", endpoint(s), s.Username)
	}
}

// unusualServers are those with a mode that their port does not promise, and why.
var unusualServers = map[string]string{
	"spectrum":         "smtp mobile.charter.net:587 implicit", // two lists agree, and one says that there is no STARTTLS
	"netease-business": "smtp smtp.qiye.163.com:994 implicit",  // the provider's own port for it
}

// usualMode is the mode in which a port of a protocol speaks.
func usualMode(p fact.Protocol, port uint16) fact.TLSMode {
	switch fmt.Sprint(p, " ", port) {
	case "imap 993", "pop3 995", "smtp 465":
		return fact.Implicit
	case "imap 143", "pop3 110", "smtp 587", "smtp 25":
		return fact.STARTTLS
	}
	return ""
}

// soundOrder: IMAP, POP3, SMTP; within each implicit TLS, STARTTLS, cleartext.
func soundOrder(t *testing.T, servers []Server) {
	rank := func(s Server) int {
		return 3*slices.Index([]fact.Protocol{fact.IMAP, fact.POP3, fact.SMTP}, s.Protocol) +
			slices.Index([]fact.TLSMode{fact.Implicit, fact.STARTTLS, fact.NoTLS}, s.TLS)
	}
	if !slices.IsSortedFunc(servers, func(a, b Server) int { return rank(a) - rank(b) }) {
		t.Error("the servers are not in the order of preference")
	}
}

func endpoint(s Server) string {
	return fmt.Sprintf("%s %s:%d %s", s.Protocol, s.Host, s.Port, s.TLS)
}

// legalHost tells whether a name has two labels or more and is in A-labels and
// lower case.
func legalHost(host string) bool {
	ascii, err := fact.ToASCII(host)
	return err == nil && ascii == host && strings.Contains(host, ".") && !strings.HasPrefix(host, ".")
}
