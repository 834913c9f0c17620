package probe_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
)

// numbered are n lines, each with its number.
func numbered(n int, line string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, line+"\n", i)
	}
	return b.String()
}

// serves is a page with a text.
func serves(text string) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) { io.WriteString(rw, text) })
}

// What of an answer is left out is said beside it.
func TestSaysWhatIsLeftOut(t *testing.T) {
	const d = "many.example"
	for _, tt := range []struct {
		name   string
		build  func(w *world)
		source fact.Source
		what   string // of the look-up
		says   string
	}{
		{"SRV", func(w *world) { w.zone(numbered(40, "_imaps._tcp."+d+" SRV 0 1 993 a%d."+d)) },
			fact.SourceSRV, "_imaps._tcp", "8 more are left out"},
		{"MX", func(w *world) { w.zone(numbered(40, d+" MX 1 a%d."+d)) }, fact.SourceMX, d + " MX", "8 more are left out"},
		{"TXT leaves out nothing", func(w *world) {
			w.zone(numbered(80, d+" TXT x%d") + d + ` TXT "mailconf=https://z.` + d + `/"`)
		}, fact.SourceTXT, d + " TXT", "mailconf="},
		{"Autodiscover's SRV", func(w *world) { w.zone(numbered(6, "_autodiscover._tcp."+d+" SRV 0 1 443 a%d."+d)) },
			fact.SourceAutodiscover, "_autodiscover._tcp", "only the first 4 are asked"},
		{"autoconfig", func(w *world) {
			var servers []fact.Endpoint
			for i := range 40 {
				servers = append(servers, fact.Endpoint{Protocol: fact.IMAP, Host: fmt.Sprintf("a%d.%s", i, d), Port: 993, TLS: fact.Implicit})
			}
			w.host(probetest.Site{Names: []string{"autoconfig." + d}, Pages: map[string]http.Handler{
				"/mail/config-v1.1.xml": serves(probetest.Autoconfig(d, servers...)),
			}})
		}, fact.SourceAutoconfig, "https://autoconfig." + d, "it names more servers than are looked at"},
		{"Autodiscover", func(w *world) {
			w.page("autodiscover."+d, "", serves(`<Autodiscover><Response><Account><Action>settings</Action>`+
				numbered(40, "<Protocol><Type>IMAP</Type><Server>a%d."+d+"</Server><Port>993</Port><SSL>on</SSL></Protocol>")+`</Account></Response></Autodiscover>`))
		}, fact.SourceAutodiscover, "https://autodiscover." + d, "it names more servers than are looked at"},
		{"Autodiscover's ways", func(w *world) {
			asked := 0
			w.host(probetest.Site{Names: []string{"autodiscover." + d}, Pages: map[string]http.Handler{poxPath: http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
				asked++
				fmt.Fprintf(rw, `<Autodiscover><Response><Account><Action>redirectAddr</Action><RedirectAddr>a%d@%s</RedirectAddr></Account></Response></Autodiscover>`, asked, d)
			})}})
		}, fact.SourceAutodiscover, poxPath, "lead to more than 30 places"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.zone(d + " TXT here")
				tt.build(w)
				sources, err := w.prober().Published(context.Background(), probe.Query{Address: address(t, "anna@"+d)})
				if err != nil {
					t.Fatal(err)
				}
				var results []string
				for _, s := range sources {
					for _, l := range s.Lookups {
						if s.Source == tt.source && strings.Contains(l.What, tt.what) {
							results = append(results, l.Result)
						}
					}
				}
				if !strings.Contains(strings.Join(results, "\n"), tt.says) {
					t.Errorf("%q say nothing of %q", results, tt.says)
				}
			})
		})
	}
}

// Where a server is given up because it says too much, the evidence is the bound.
func TestSaysWhichBound(t *testing.T) {
	const line, dialogue = "64 KiB", "1 MiB"
	for _, tt := range []struct {
		name, on string
		script   script
		says     string
	}{
		{"IMAP, a greeting", "imaps", script{"greeting": "* OK <endless>"}, line},
		{"SMTP, a greeting", "smtps", script{"greeting": "<flood 220-hello>"}, dialogue},
		{"IMAP, untagged answers", "imap", script{"greeting": "* OK hello", "CAPABILITY": "<flood * OK wait>"}, dialogue},
		{"IMAP, capabilities", "imaps", script{"greeting": "* OK hello", "CAPABILITY": "* CAPABILITY" + numberedWords(2000) + "\n$tag OK"}, "1000 capabilities"},
		{"POP3, capabilities", "pop3s", script{"CAPA": "+OK\n<flood X>"}, dialogue},
		{"SMTP, capabilities", "smtps", script{"EHLO": "250-hi\n" + numbered(1500, "250-X%d") + "250 AUTH PLAIN"}, "1000 capabilities"},
		{"SMTP, an answer to STARTTLS", "smtp", script{"STARTTLS": "<flood 220-go>"}, dialogue},
		{"IMAP, an answer to the login", "imaps", script{"accept": "$tag OK <endless>"}, line},
		{"POP3, an answer to the login", "pop3s", script{"accept": "+OK <endless>"}, line},
		{"IMAP, a mailbox", "imaps", script{"in EXAMINE": "* FLAGS <endless>"}, line},
		{"IMAP, a mailbox of many lines", "imaps", script{"in EXAMINE": "<flood * 1 EXISTS>"}, dialogue},
		{"IMAP, a mailbox with a literal", "imaps", script{"in EXAMINE": "* LIST () NIL {65000}\n" + strings.Repeat("x", 65000) + "{65000}\n"}, line},
		{"POP3, a mailbox", "pop3s", script{"in STAT": "+OK <endless>"}, line},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				e := w.hostile(hostile{on: tt.on, script: tt.script})
				r := w.run(hostileDomain, only(e.Protocol))
				for _, p := range r.Problems {
					if p.Where == e.String() && strings.Contains(p.Evidence, tt.says) {
						return
					}
				}
				t.Errorf("nothing says %q: %+v", tt.says, r.Problems)
			})
		})
	}
}

func numberedWords(n int) string { return " " + strings.ReplaceAll(numbered(n, "X%d"), "\n", " ") }
