package convert_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mailprobe/mailprobe/providers"
	"github.com/mailprobe/mailprobe/providers/convert"
	"github.com/mailprobe/mailprobe/providers/file"
	"github.com/mailprobe/mailprobe/providers/lint"
)

// made is one of the providers of a folder that is made up for the test. Their
// features repeat in cycles of different lengths, so that 160 of them have all
// combinations that matter.
func made(i int) string {
	id := fmt.Sprintf("isp%03d.example", i)
	user := []string{address, local, local + "@%EMAILDOMAIN%", "%EMAILDOMAIN%-" + local}[i%4]
	auth := [][]string{{clear}, {"password-encrypted", clear}, {"OAuth2", clear}, {"OAuth2"}, {"NTLM", "GSSAPI"}}[i%5]
	host := []string{id, "%EMAILDOMAIN%", "mail." + id}[i%3]
	elements := []string{"<displayName>Provider &amp; Sons " + fmt.Sprint(i) + "</displayName>"}
	for n := range 1 + i%6 {
		elements = append(elements, fmt.Sprintf("<domain>d%d.%s</domain>", n, id))
	}
	if i%7 == 0 {
		elements = append(elements, "<domain purpose='mx'>mx."+id+"</domain>")
	}
	// In the wrong order: the entry must have them in the right one.
	elements = append(elements, server("smtp", "smtp."+host, 587, "STARTTLS", user, auth...))
	if i%2 == 0 {
		elements = append(elements, server("smtp", "smtp."+host, 465, "SSL", user, auth...))
	}
	if i%8 != 5 {
		elements = append(elements, server("pop3", "pop."+host, 995, "SSL", user, auth...), server("pop3", "pop."+host, 110, "plain", user, auth...))
	}
	elements = append(elements, server("imap", "imap."+host, 143, "STARTTLS", user, auth...), server("imap", "imap."+host, 993, "SSL", user, auth...))
	if i%9 == 0 {
		elements = append(elements, "<incomingServer type='exchange'><url>https://ews."+id+"/</url><username>%EMAILADDRESS%</username><authentication>NTLM</authentication></incomingServer>")
	}
	if i%3 == 1 {
		elements = append(elements, "<documentation url='https://"+id+"/help'><descr lang='en'>Set it up</descr></documentation>", "<enable visiturl='https://"+id+"/on'><instruction>Switch IMAP on.</instruction></enable>")
	}
	if i%11 == 0 {
		elements = append(elements, "<documentation url='http://"+id+"/old'/>")
	}
	return config(id, elements...)
}

// TestFolderPassesLint: a folder in the manner of the ISPDB becomes entries that
// the linter has nothing to say about, and that are read back as they were made.
func TestFolderPassesLint(t *testing.T) {
	const count = 160
	in, out := t.TempDir(), t.TempDir()
	for i := range count {
		if err := os.WriteFile(filepath.Join(in, fmt.Sprintf("isp%03d.example.xml", i)), []byte(made(i)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	list, found, err := convert.Files([]string{in}, today)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != count {
		t.Errorf("%d entries of %d files", len(list), count)
	}
	for _, p := range list {
		data, err := file.Write(p)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(out, p.ID+".yaml"), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	result, err := lint.Load([]string{out}, today)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range result.Findings {
		t.Errorf("%s:%d: %s: %s", filepath.Base(f.File), f.Line, f.Rule, f.Message)
	}
	if diff := cmp.Diff(list, result.Providers()); diff != "" {
		t.Errorf("(-made +read):\n%s", diff)
	}
	db, err := providers.New(result.Providers())
	if err != nil {
		t.Fatal(err)
	}
	for i := range count {
		p := db.ByDomain(fmt.Sprintf("d%d.isp%03d.example", i%6, i))
		if p == nil || p.ID != fmt.Sprintf("isp%03d-example", i) {
			t.Errorf("provider %d is not found by its last domain", i)
			continue
		}
		compare(t, i, p)
	}
	dropped := map[string]int{}
	for _, f := range found {
		dropped[f.Rule]++
	}
	// 18 Exchange servers; 140 POP3 servers in cleartext; 15 links without TLS.
	want := map[string]int{"import-server-dropped": 18 + 140, "import-link-dropped": 15}
	if diff := cmp.Diff(want, dropped); diff != "" {
		t.Errorf("dropped (-want +got):\n%s", diff)
	}
}

// compare holds an entry to what its file said.
func compare(t *testing.T, i int, p *providers.Provider) {
	t.Helper()
	var got []string
	for _, s := range p.Servers {
		got = append(got, fmt.Sprintf("%s %d %s", s.Protocol, s.Port, s.TLS))
	}
	want := []string{"imap 993 implicit", "imap 143 starttls", "pop3 995 implicit", "smtp 465 implicit", "smtp 587 starttls"}
	if i%8 == 5 {
		want = slices.DeleteFunc(want, func(s string) bool { return strings.HasPrefix(s, "pop3") })
	}
	if i%2 == 1 {
		want = slices.DeleteFunc(want, func(s string) bool { return s == "smtp 465 implicit" })
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("provider %d (-want +got):\n%s", i, diff)
	}
	username := []providers.UsernameForm{"address", "local", "address", "{domain}-{local}"}[i%4]
	auth := [][]providers.Auth{{providers.Password}, {providers.Password}, {providers.OAuth2, providers.Password}, {providers.OAuth2}, {providers.Password}}[i%5]
	host := []string{fmt.Sprintf("imap.isp%03d.example", i), "imap.{domain}", fmt.Sprintf("imap.mail.isp%03d.example", i)}[i%3]
	if s := p.Servers[0]; s.Username != username || !slices.Equal(s.Auth, auth) || s.Host != host {
		t.Errorf("provider %d: %+v", i, s)
	}
}
