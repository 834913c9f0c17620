package pacc

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// servers are those for implicit TLS, as the form has them.
func servers(hosts ...string) []fact.Endpoint {
	var found []fact.Endpoint
	for i, p := range []fact.Protocol{fact.IMAP, fact.POP3, fact.SMTP}[:len(hosts)] {
		found = append(found, fact.StandardPorts(p)[0].At(hosts[i]))
	}
	return found
}

// TestWrite: what is written is read back as it was, and its record is its own.
func TestWrite(t *testing.T) {
	yes, no := true, false
	for name, d := range map[string]*Document{
		"plain": {Servers: servers("imap.d.example", "pop.d.example", "smtp.d.example"), Password: &yes, Name: "d.example"},
		"token": {Servers: servers("imap.d.example"), Password: &no, Issuer: "https://id.d.example/"},
		"all": {
			Servers: servers("imap.d.example", "pop.d.example", "smtp.d.example"), Password: &yes, Issuer: "https://id.d.example/",
			Services: []Service{{Protocol: "jmap", URL: "https://jmap.d.example/session?a=1&b=<2>"}, {Protocol: "managesieve", Host: "sieve.d.example"}},
			Name:     "Grüne <Post> & Söhne", ShortName: "Post",
			Documentation: "https://d.example/help", Developer: "https://d.example/dev", Contacts: []string{"https://d.example/contact"},
		},
	} {
		out, err := Write(d)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		back, err := Parse(out)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		back.Notes = nil
		if diff := cmp.Diff(d, back); diff != "" {
			t.Errorf("%s (-written +read):\n%s\n%s", name, diff, out)
		}
		record := RecordOf(out).String()
		if match, _ := Matches([]string{record}, out); !match {
			t.Errorf("%s: %s is not the record of the file", name, record)
		}
		if match, _ := Matches([]string{record}, append(out, '\n')); match {
			t.Errorf("%s: a file with one byte more has the same record", name)
		}
		if again, _ := Write(d); string(again) != string(out) {
			t.Errorf("%s: written again it is another file", name)
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	yes := true
	starttls := fact.StandardPorts(fact.IMAP)[1].At("imap.d.example")
	for name, d := range map[string]*Document{
		"no server":           {Password: &yes},
		"STARTTLS":            {Servers: []fact.Endpoint{starttls}, Password: &yes},
		"another port":        {Servers: []fact.Endpoint{{Protocol: fact.IMAP, Host: "imap.d.example", Port: 9993, TLS: fact.Implicit}}, Password: &yes},
		"two of one protocol": {Servers: append(servers("imap.d.example"), servers("mail.d.example")...), Password: &yes},
		"no host on the net":  {Servers: servers("localhost"), Password: &yes},
		"a bad host":          {Servers: servers("imap d.example"), Password: &yes},
		"a long name":         {Servers: servers("imap.d.example"), Password: &yes, Name: string(make([]byte, 61))},
		"help without a name": {Servers: servers("imap.d.example"), Password: &yes, Documentation: "https://d.example/help"},
	} {
		if out, err := Write(d); err == nil {
			t.Errorf("%s is written: %s", name, out)
		}
	}
}
