package audit_test

import (
	"context"
	"fmt"
	"net/http"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/citest"
	"github.com/mailprobe/mailprobe/probe/probetest"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/providers/lint"
)

// entryOf is the file of a provider with one host and the four usual ports.
func entryOf(id string) string {
	return fmt.Sprintf(`name: Provider %[1]s
domains: [%[1]s.example]
username: address
auth: [password]
servers:
  - {protocol: imap, host: mail.%[1]s.example, port: 993, tls: implicit}
  - {protocol: imap, host: mail.%[1]s.example, port: 143, tls: starttls}
  - {protocol: smtp, host: mail.%[1]s.example, port: 465, tls: implicit}
  - {protocol: smtp, host: mail.%[1]s.example, port: 587, tls: starttls}
checked: 2026-11-21
evidence: made up for a test
`, id)
}

// The lines of that file that findings are about.
const (
	lineIMAPS, lineIMAP, lineSMTPS, lineSMTP = 6, 7, 8, 9
	allLines                                 = -1
)

// breakage is one way in which a provider can be broken.
type breakage struct {
	rule string
	// line is where the findings stand.
	line int
	// server changes the provider's server, web adds to the internet, file
	// changes the entry.
	server func(*probetest.Server)
	world  func(w *world, id string)
	file   func(text string) string
}

func cert(c probetest.Cert) func(*probetest.Server) {
	return func(s *probetest.Server) { s.Cert = &c }
}

func flawed(f probetest.Flaw) func(*probetest.Server) {
	return cert(probetest.Cert{Flaws: []probetest.Flaw{f}})
}

// service puts another service in the place of one of the four.
func service(at int, s probetest.Service) func(*probetest.Server) {
	return func(server *probetest.Server) { server.Services[at] = s }
}

func breakages() []breakage {
	return []breakage{
		{rule: "certificate-expired", line: allLines, server: flawed(probetest.Expired)},
		{rule: "certificate-not-yet-valid", line: allLines, server: flawed(probetest.NotYetValid)},
		{rule: "certificate-self-signed", line: allLines, server: flawed(probetest.SelfSigned)},
		{rule: "certificate-untrusted", line: allLines, server: flawed(probetest.UnknownIssuer)},
		{rule: "certificate-chain-incomplete", line: allLines, server: flawed(probetest.NoIntermediate)},
		{rule: "certificate-name-mismatch", line: allLines, server: cert(probetest.Cert{Names: []string{"server7.hoster.example"}})},
		{rule: "certificate-expires-soon", line: allLines, server: cert(probetest.Cert{NotAfter: time.Now().Add(5 * 24 * time.Hour)})},
		{rule: "dns-nxdomain", line: lineSMTPS, file: func(text string) string {
			return strings.Replace(text, "smtp, host: mail.", "smtp, host: nosuch.", 1)
		}},
		{rule: "port-refused", line: lineIMAPS, server: func(s *probetest.Server) { s.Services = s.Services[1:] }},
		{rule: "port-timeout", line: lineSMTP, world: func(w *world, id string) {
			w.net.Network.SetFault(netip.PrefixFrom(ipOf(w, id), 32), 587, probetest.Drop)
		}},
		{rule: "starttls-missing", line: lineIMAP, server: service(1, probetest.Service{On: "imap?tls=none"})},
		{rule: "plaintext-on-tls-port", line: lineIMAPS, server: service(0, probetest.Service{On: "imaps", Script: probetest.Script{"handshake": "<skip>"}})},
		{rule: "greeting-timeout", line: lineIMAP, server: service(1, probetest.Service{On: "imap", Script: probetest.Script{"greeting": "<silence>"}})},
		{rule: "closed-before-greeting", line: lineSMTPS, server: service(2, probetest.Service{On: "smtps", Script: probetest.Script{"greeting": "<close>"}})},
		{rule: "tls-too-old", line: lineSMTPS, server: service(2, probetest.Service{On: "smtps", Script: probetest.Script{"handshake": "<max 1.0>"}})},
		{rule: "server-refuses-client", line: lineIMAPS, server: service(0, probetest.Service{On: "imaps", Script: probetest.Script{"greeting": "* BYE not you"}})},
		{rule: "auth-not-offered", line: lineSMTP, server: service(3, probetest.Service{On: "smtp", Mechanisms: []string{"XOAUTH2"}})},
		{rule: "entry-unusable", line: 3, file: func(text string) string { return strings.Replace(text, "username:", "user name:", 1) }},
		{rule: "sources-disagree", line: lineIMAPS, world: func(w *world, id string) {
			w.must(w.net.Zone.Add("_imaps._tcp." + id + ".example SRV 0 1 993 imap.other.example"))
		}},
		{rule: "entry-not-published", line: lineSMTPS, world: func(w *world, id string) {
			file := probetest.Autoconfig(id+".example",
				fact.Endpoint{Protocol: fact.IMAP, Host: "mail." + id + ".example", Port: 993, TLS: fact.Implicit},
				fact.Endpoint{Protocol: fact.SMTP, Host: "mail." + id + ".example", Port: 2525, TLS: fact.STARTTLS})
			w.must(w.net.Host(probetest.Site{
				Names: []string{"autoconfig." + id + ".example"},
				Pages: map[string]http.Handler{"/mail/config-v1.1.xml": probetest.File("text/xml", file)},
			}))
		}},
	}
}

// ipOf is the address of a provider's server: they are given out in order.
func ipOf(w *world, id string) netip.Addr {
	checks, err := w.prober().Examine(context.Background(), surveyOf("mail."+id+".example"))
	w.must(err)
	return checks[0].IP
}

const howMany = 300

// lintDay is the day on which the entries are judged; the bubble's is long ago.
var lintDay = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)

// TestThreeHundred: of three hundred providers, twenty of them broken, each in a
// way of its own, the check finds the twenty and no others.
func TestThreeHundred(t *testing.T) {
	inWorld(t, func(w *world) {
		broken := breakages()
		if len(broken) != 20 {
			t.Fatalf("%d ways to be broken, want 20", len(broken))
		}
		var entries []audit.Entry
		want := map[string]breakage{}
		for n := range howMany {
			id := fmt.Sprintf("p%03d", n)
			var b breakage
			if n%(howMany/len(broken)) == 7 {
				b = broken[n/(howMany/len(broken))]
				want[id] = b
			}
			entries = append(entries, w.provider(id, b, n%2 == 0))
		}
		start := time.Now()
		subjects, err := (&audit.Lists{Prober: w.prober()}).Check(context.Background(), entries)
		w.must(err)
		t.Logf("%d providers took %v at 40 ms round-trip time", len(subjects), time.Since(start))
		for _, s := range subjects {
			b, expected := want[s.Name]
			found := rules(s)
			switch {
			case !expected && len(found) > 0:
				t.Errorf("%s is sound, and has %v", s.Name, found)
			case expected && (len(found) != 1 || found[b.rule] == 0):
				t.Errorf("%s has %v, want %s", s.Name, found, b.rule)
			}
			for _, p := range s.Problems {
				lines := []int{b.line}
				if b.line == allLines {
					lines = []int{lineIMAPS, lineIMAP, lineSMTPS, lineSMTP}
				}
				if p.File != "list/"+s.Name+".yaml" || expected && !slices.Contains(lines, p.Line) {
					t.Errorf("%s: %s is said to be in %s:%d, want line %v", s.Name, p.Code, p.File, p.Line, lines)
				}
			}
		}
		if len(w.net.Log.Logins()) > 0 {
			t.Error("somebody logged in")
		}
		var names []string
		for id := range want {
			names = append(names, id)
		}
		slices.Sort(names)
		for _, format := range []struct {
			name  string
			write writer
			read  func(*testing.T, []byte) []string
		}{
			{"JUnit", render.Audit.JUnit, junitNames},
			{"GitHub", render.Audit.GitHub, githubNames},
			{"SARIF", render.Audit.SARIF, sarifNames},
		} {
			if got := format.read(t, written(t, format.write, subjects)); !slices.Equal(got, names) {
				t.Errorf("%s names %v, want %v", format.name, got, names)
			}
		}
	})
}

// provider puts a provider's servers up, which half of them publish too, and
// returns its entry.
func (w *world) provider(id string, b breakage, publishes bool) audit.Entry {
	w.Helper()
	name := "mail." + id + ".example"
	s := probetest.Server{
		Names: []string{name}, Services: probetest.On("imaps", "imap", "smtps", "smtp"),
		Users: map[string]string{"anna@" + id + ".example": probetest.Password},
	}
	if b.server != nil {
		b.server(&s)
	}
	w.must(w.net.Serve(s))
	if publishes && b.world == nil {
		w.must(w.net.Zone.Add(fmt.Sprintf("_imaps._tcp.%[1]s.example SRV 0 1 993 %[2]s\n_submission._tcp.%[1]s.example SRV 0 1 587 %[2]s", id, name)))
	}
	if b.world != nil {
		b.world(w, id)
	}
	text := entryOf(id)
	if b.file != nil {
		text = b.file(text)
	}
	result := lint.Judge("list/"+id+".yaml", []byte(text), lintDay)
	if len(result.Entries) == 0 {
		return audit.LeftOut("list/"+id+".yaml", result.Findings)
	}
	return audit.EntryOf(result.Entries[0])
}

// junitNames are the test cases that failed.
func junitNames(t *testing.T, out []byte) []string {
	cases := citest.JUnit(t, out)
	if n := len(cases[""]) + len(cases["failure"]); n != howMany {
		t.Errorf("%d test cases", n)
	}
	return cases["failure"]
}

var inFile = regexp.MustCompile(`^list/(p\d+)\.yaml$`)

// githubNames are the files that annotations are about.
func githubNames(t *testing.T, out []byte) []string {
	var names []string
	for _, a := range citest.GitHub(t, out) {
		if a.Command == "notice" || a.Properties["line"] == "" {
			t.Errorf("%+v", a)
		}
		names = append(names, inFile.ReplaceAllString(a.Properties["file"], "$1"))
	}
	return slices.Compact(names)
}

// sarifNames are the files that results are about.
func sarifNames(t *testing.T, out []byte) []string {
	var names []string
	for _, r := range citest.SARIF(t, out).Runs[0].Results {
		names = append(names, inFile.ReplaceAllString(*r.Locations[0].PhysicalLocation.ArtifactLocation.URI, "$1"))
	}
	return slices.Compact(names)
}
