package render_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/testkit"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/probe/text"
)

// known is a report of an account of which all is known that can be.
func known(incoming fact.Endpoint, box fact.Mailbox) *probe.Report {
	outgoing := fact.Endpoint{Protocol: fact.SMTP, Host: "smtp.d.example", Port: 465, TLS: fact.Implicit}
	return &probe.Report{
		Address: fact.Address{Typed: "anna@d.example", Local: "anna", Domain: "d.example"}, Status: probe.Verified,
		Incoming: &fact.Setting{Endpoint: incoming, Username: "anna", Auth: "PLAIN", Source: fact.SourceSRV, Verified: true},
		Outgoing: &fact.Setting{Endpoint: outgoing, Username: "anna", Auth: "PLAIN", Source: fact.SourceSRV, Verified: true},
		Checks: []fact.Check{
			{Endpoint: incoming, Source: fact.SourceSRV, Outcome: fact.OutcomeOK, Login: fact.LoginAccepted, Mailbox: &box},
			{
				Endpoint: outgoing, Source: fact.SourceSRV, Outcome: fact.OutcomeOK, Login: fact.LoginAccepted,
				Capabilities: []string{"PIPELINING", "SIZE 36700160"}, Sender: &fact.Sender{Address: "anna@d.example"},
			},
		},
	}
}

func imapAccount() *probe.Report {
	return known(fact.Endpoint{Protocol: fact.IMAP, Host: "imap.d.example", Port: 993, TLS: fact.Implicit}, fact.Mailbox{
		Opened: true, Messages: 1234,
		Quotas: []fact.Quota{
			{Resource: "MESSAGE", Used: 5, Limit: 100},
			{Root: "User quota", Resource: "STORAGE", Used: 1 << 20, Limit: 5 << 19},
		},
		Folders: []fact.Folder{
			{Name: "Gesendete Objekte", Use: "sent"}, {Name: "Entwürfe", Use: "drafts"}, {Name: "Papierkorb", Use: "trash"},
			{Name: "Spamverdacht", Use: "junk"},
		},
	})
}

func pop3Account(kept *fact.Retention) *probe.Report {
	return known(fact.Endpoint{Protocol: fact.POP3, Host: "pop.d.example", Port: 995, TLS: fact.Implicit}, fact.Mailbox{
		Opened: true, Messages: 3, Retention: kept, Delay: 90 * time.Second,
	})
}

// What is worth knowing of an account, whole.
func TestAccount(t *testing.T) {
	for name, r := range map[string]*probe.Report{
		"account-imap":           imapAccount(),
		"account-pop3-forever":   pop3Account(&fact.Retention{Forever: true}),
		"account-pop3-sixty":     pop3Account(&fact.Retention{Days: 60}),
		"account-pop3-fetchonce": pop3Account(&fact.Retention{}),
	} {
		for _, lang := range []text.Lang{text.English, text.German} {
			var got bytes.Buffer
			if err := (render.Text{Lang: lang}).Details(&got, r); err != nil {
				t.Fatal(err)
			}
			testkit.Golden(t, filepath.Join("testdata", name+"."+string(lang)+".txt"), got.String())
		}
	}
}

// The same for programs.
func TestAccountInJSON(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	schema, err := compiler.Compile("../../docs/report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	refused := pop3Account(nil)
	refused.Checks[0].Mailbox = &fact.Mailbox{Line: "-ERR locked"}
	refused.Checks[1].Sender = &fact.Sender{Address: "anna@d.example", Refused: "RCPT", Line: "553 5.7.1 not owned"}
	for name, tt := range map[string]struct {
		report          *probe.Report
		mailbox, sender string
	}{
		"IMAP": {imapAccount(), `{"opened":true,"messages":1234,"quotas":[` +
			`{"root":"","resource":"MESSAGE","used":5,"limit":100},{"root":"User quota","resource":"STORAGE","used":1048576,"limit":2621440}],"folders":[` +
			`{"name":"Gesendete Objekte","use":"sent"},{"name":"Entwürfe","use":"drafts"},{"name":"Papierkorb","use":"trash"},{"name":"Spamverdacht","use":"junk"}]}`,
			`{"address":"anna@d.example","accepted":true}`},
		"POP3": {pop3Account(&fact.Retention{Days: 60}),
			`{"opened":true,"messages":3,"quotas":[],"folders":[],"retention":{"forever":false,"days":60},"login_delay_s":90}`,
			`{"address":"anna@d.example","accepted":true}`},
		"refused": {refused, `{"opened":false,"messages":0,"refusal":"-ERR locked","quotas":[],"folders":[]}`,
			`{"address":"anna@d.example","accepted":false,"refused":"RCPT","refusal":"553 5.7.1 not owned"}`},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			if err := (render.JSON{Lang: text.English}).Report(&out, tt.report); err != nil {
				t.Fatal(err)
			}
			document, err := jsonschema.UnmarshalJSON(bytes.NewReader(out.Bytes()))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(document); err != nil {
				t.Errorf("%v", err)
			}
			var read struct {
				Checks []struct {
					Mailbox, Sender json.RawMessage
					MaxMessage      int64 `json:"max_message"`
				}
			}
			if err := json.Unmarshal(out.Bytes(), &read); err != nil {
				t.Fatal(err)
			}
			for got, want := range map[string]string{string(read.Checks[0].Mailbox): tt.mailbox, string(read.Checks[1].Sender): tt.sender} {
				var compact bytes.Buffer
				if err := json.Compact(&compact, []byte(got)); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, compact.String()); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			}
			if n := read.Checks[1].MaxMessage; n != 36700160 {
				t.Errorf("the largest message is %d", n)
			}
		})
	}
}
