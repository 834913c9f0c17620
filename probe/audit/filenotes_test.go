package audit_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/probe/text"
)

// noted are the notes on files, as compilers write them.
func noted(s audit.Subject) []string {
	var found []string
	for _, p := range s.Problems {
		if p.File != "" {
			found = append(found, fmt.Sprintf("%s:%d:%d %s %s %s", p.File, p.Line, p.Column, p.Severity, p.Code, p.Where))
		}
	}
	return found
}

// mistyped is the file of a domain that has STARTSSL for STARTTLS in line 7, white
// space in line 4 and nothing else.
func mistyped(domain string) string {
	return strings.ReplaceAll(`<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
 <emailProvider id="$">
  <domain> $</domain><displayName>Ünsere E-Mail</displayName>
  <incomingServer type="imap">
   <hostname>mail.$</hostname><port>143</port>
   <socketType>STARTSSL</socketType>
   <username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication>
  </incomingServer>
  <incomingServer type="imap">
   <hostname>mail.$</hostname><port>993</port><socketType>SSL</socketType>
   <username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication>
  </incomingServer>
  <outgoingServer type="smtp">
   <hostname>mail.$</hostname><port>465</port><socketType>SSL</socketType>
   <username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication>
  </outgoingServer>
 </emailProvider>
 <colour>blue</colour>
</clientConfig>
`, "$", domain)
}

// odd is a domain whose files have faults: autoconfig in two places, a third that
// differs, Autodiscover and PACC.
func odd(w *world) audit.Subject {
	const d = "odd.example"
	estate{name: "odd"}.build(w)
	w.records(d, goodSRV...)
	w.page("https http", "autoconfig."+d, filePath, "text/xml", mistyped(d))
	w.page("https", d, wellKnownPath, "text/xml", strings.Replace(mistyped(d), "STARTSSL", "STARTTLS", 1))
	w.page("https", "autodiscover."+d, "/autodiscover/autodiscover.xml", "text/xml",
		"<Autodiscover><Response><Account><Action>settings</Action>\n<Protocol><Type>IMAP</Type><Server>mail."+d+
			"</Server>\n<Port>99 3</Port></Protocol><Protocol><Type>IMAP</Type><Server>mail."+d+"</Server><Port>993</Port><SPA>yes</SPA></Protocol>\n"+
			"<Protocol><Type>SMTP</Type><Server>mail."+d+"</Server><Port>465</Port></Protocol></Account></Response></Autodiscover>")
	return w.audit(d)[0]
}

func TestFileNotes(t *testing.T) {
	inWorld(t, func(w *world) {
		s := odd(w)
		want := []string{
			"https://autoconfig.odd.example/mail/config-v1.1.xml:4:3 warning file-value-padded domain odd.example",
			"https://autoconfig.odd.example/mail/config-v1.1.xml:7:4 error file-socket-unknown incomingServer imap/socketType STARTSSL",
			"https://autoconfig.odd.example/mail/config-v1.1.xml:19:2 info file-element-unknown colour",
			"https://autodiscover.odd.example/autodiscover/autodiscover.xml:3:1 error file-port-invalid IMAP/Port 99 3",
			"https://autodiscover.odd.example/autodiscover/autodiscover.xml:3:105 warning file-switch-unknown IMAP/SPA yes",
			"https://odd.example/.well-known/autoconfig/mail/config-v1.1.xml:4:3 warning file-value-padded domain odd.example",
			"https://odd.example/.well-known/autoconfig/mail/config-v1.1.xml:5:3 info file-order-starttls-first incomingServer imap",
			"https://odd.example/.well-known/autoconfig/mail/config-v1.1.xml:19:2 info file-element-unknown colour",
		}
		if diff := cmp.Diff(want, noted(s)); diff != "" {
			t.Error(diff)
		}
		const place = "https://autoconfig.odd.example/mail/config-v1.1.xml"
		for name, f := range map[string]struct {
			format writer
			want   string
		}{
			"GitHub": {render.Audit.GitHub, "::error title=file-socket-unknown::" + place + ":7:4 incomingServer imap/socketType STARTSSL: the socketType is unknown"},
			"JUnit":  {render.Audit.JUnit, place + ":7:4: error: file-socket-unknown:"},
			"lines":  {render.Audit.Lines, `"file":"` + place + `","line":7,"column":4,"rule":"file-socket-unknown","severity":"error"`},
			"SARIF":  {render.Audit.SARIF, `"uri": "` + place + `"`},
		} {
			if out := written(t, f.format, []audit.Subject{s}); !strings.Contains(string(out), f.want) {
				t.Errorf("%s lacks %q:\n%s", name, f.want, out)
			}
		}
		for lang, says := range map[text.Lang][]string{
			text.English: {"✗ file-socket-unknown  " + place + ":7:4  incomingServer imap/socketType STARTSSL", "Write SSL", "3 further notes"},
			text.German:  {"✗ file-socket-unknown  " + place + ":7:4  incomingServer imap/socketType STARTSSL", "Schreiben Sie SSL", "3 weitere Hinweise"},
		} {
			var page bytes.Buffer
			if err := (render.Text{Lang: lang}).Audit(&page, audit.NewReport(render.Word([]audit.Subject{s}, lang), nil), true); err != nil {
				t.Fatal(err)
			}
			for _, part := range says {
				if !strings.Contains(page.String(), part) {
					t.Errorf("%s: it lacks %q:\n%s", lang, part, page.String())
				}
			}
			if strings.Contains(page.String(), "file-element-unknown") {
				t.Errorf("%s: it tells of style:\n%s", lang, page.String())
			}
		}
	})
}

// Nothing is said of files in which nothing is odd.
func TestNoFileNotes(t *testing.T) {
	inWorld(t, func(w *world) {
		estate{name: "sound"}.build(w)
		w.records("sound.example", goodSRV...)
		goodFile(w, "sound.example")
		w.page("https", "autodiscover.sound.example", "/autodiscover/autodiscover.xml", "text/xml", probetest.Autodiscover(
			fact.Endpoint{Protocol: fact.IMAP, Host: "mail.sound.example", Port: 993, TLS: fact.Implicit},
			fact.Endpoint{Protocol: fact.SMTP, Host: "mail.sound.example", Port: 465, TLS: fact.Implicit}))
		if found := noted(w.audit("sound.example")[0]); found != nil {
			t.Error(found)
		}
	})
}
