package render_test

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/testkit"
	"github.com/mailprobe/mailprobe/probe/internal/testkit/prober"
	"github.com/mailprobe/mailprobe/probe/probetest"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/probe/text"
)

// reportOf runs the main job for a ready-made domain. In the bubble's time every
// run of it takes exactly as long as the last.
func reportOf(t *testing.T, domain, password string, change ...func(*probe.Query)) *probe.Report {
	t.Helper()
	var report *probe.Report
	testkit.Bubble(t, func(t *testing.T, i *probetest.Internet) {
		a, err := fact.ParseAddress(probetest.User + "@" + domain)
		if err != nil {
			t.Fatal(err)
		}
		q := probe.Query{
			Address: a,
			Password: func(context.Context, probe.Ask) (fact.Secret, error) {
				return fact.NewSecret(password), nil
			},
		}
		for _, c := range change {
			c(&q)
		}
		report, err = prober.On(i).Run(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
	}, domain)
	return report
}

// What people read, whole.
func TestText(t *testing.T) {
	for _, tt := range []struct{ domain, password string }{
		{"srv.example", probetest.Password},
		{"onehost.example", probetest.Password},
		{"onehost.example", ""},
		{"gmx.de", probetest.Password},
		{"gmx.de", "wrong"},
		{"expired.example", probetest.Password},
		{"misnamed.example", probetest.Password},
		{"cleartext.example", probetest.Password},
		{"nullmx.example", probetest.Password},
		{"mute.example", probetest.Password},
		{"rubbish.example", probetest.Password},
		{"deadipv6.example", probetest.Password},
		{"incomplete.example", probetest.Password},
		{"oldtls.example", probetest.Password},
		{"wrongmode.example", probetest.Password},
		{"stripped.example", probetest.Password},
		{"smtpoff.example", probetest.Password},
		{"apppassword.example", probetest.Password},
		{"blocked.example", probetest.Password},
		{"disagree.example", probetest.Password},
		{"pox.example", probetest.Password},
	} {
		name := tt.domain
		switch tt.password {
		case "":
			name += "-no-password"
		case "wrong":
			name += "-wrong-password"
		}
		t.Run(name, func(t *testing.T) {
			showsText(t, name, reportOf(t, tt.domain, tt.password))
		})
	}
}

// What people read where a dangerous flag let the login through.
func TestTextInDanger(t *testing.T) {
	for _, domain := range []string{"selfsigned.example", "cleartext.example"} {
		name := domain + "-allowed"
		t.Run(name, func(t *testing.T) {
			showsText(t, name, reportOf(t, domain, probetest.Password, inDanger))
		})
	}
}

func inDanger(q *probe.Query) { q.AllowBadCertificate, q.AllowCleartext = true, true }

// showsText holds what is written of a report to the golden files.
func showsText(t *testing.T, name string, r *probe.Report) {
	t.Helper()
	for _, lang := range []text.Lang{text.English, text.German} {
		var got bytes.Buffer
		page := render.Text{Lang: lang}
		if err := page.Answer(&got, r); err != nil {
			t.Fatal(err)
		}
		if err := page.Details(&got, r); err != nil {
			t.Fatal(err)
		}
		testkit.Golden(t, filepath.Join("testdata", name+"."+string(lang)+".txt"), got.String())
		for line := range strings.Lines(got.String()) {
			if n := len([]rune(strings.TrimSpace(line))); n > 80 && strings.Contains(strings.TrimSpace(line), " ") {
				t.Errorf("%d columns: %q", n, line)
			}
		}
	}
}

func nothing(*probe.Query) {}

// The JSON report of every ready-made domain keeps to the schema, and survives
// being read by a program.
func TestJSONKeepsToTheSchema(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile("../../docs/report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range probetest.Domains() {
		for _, tt := range []struct {
			password string
			change   func(*probe.Query)
		}{{probetest.Password, nothing}, {"wrong", nothing}, {"", nothing}, {probetest.Password, inDanger}} {
			r := reportOf(t, d.Name, tt.password, tt.change)
			var out bytes.Buffer
			if err := (render.JSON{Lang: text.German, Trace: true}).Report(&out, r); err != nil {
				t.Fatal(err)
			}
			document, err := jsonschema.UnmarshalJSON(bytes.NewReader(out.Bytes()))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(document); err != nil {
				t.Errorf("%s: %v\n%s", d.Name, err, out.Bytes())
			}
			var read struct {
				Status   string
				Settings struct{ Incoming, Outgoing *struct{ Verified bool } }
				ProvedMS *int `json:"proved_ms"`
			}
			if err := json.Unmarshal(out.Bytes(), &read); err != nil {
				t.Fatal(err)
			}
			verified := read.Status == "verified"
			if verified != (read.Settings.Incoming != nil && read.Settings.Incoming.Verified && read.Settings.Outgoing.Verified) {
				t.Errorf("%s: %s, but the settings say otherwise", d.Name, read.Status)
			}
			if (verified || read.Status == "reachable") != (read.ProvedMS != nil) {
				t.Errorf("%s: %s with proved_ms %v", d.Name, read.Status, read.ProvedMS)
			}
		}
	}
}

// Nothing that a server says can move the cursor or colour the screen.
func TestNoControlCharacters(t *testing.T) {
	r := &probe.Report{
		Address: fact.Address{Typed: "a@b.example", Local: "a", Domain: "b.example"}, Status: probe.Failed,
		Problems: []fact.Problem{{
			Code: fact.NotAMailServer, Severity: fact.Error, Where: "imap://x:1",
			Evidence: fact.Printable("\x1b[2J\x07 \u202e evil \x9b1m"),
		}},
	}
	var out bytes.Buffer
	if err := (render.Text{}).Details(&out, r); err != nil {
		t.Fatal(err)
	}
	for _, c := range out.String() {
		if c != '\n' && (c < ' ' || c >= 0x7f && c < 0xa0 || c == '\u202e') {
			t.Errorf("%q reaches the terminal", c)
		}
	}
}
