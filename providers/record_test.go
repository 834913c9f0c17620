package providers

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mailprobe/mailprobe/probe/fact"
)

func TestRecord(t *testing.T) {
	for _, p := range []*Provider{
		{ID: "a"},
		{
			ID: "b", Name: "The = B, Ltd.", Kind: Mailbox, Domains: []string{"b.example"},
			MX:    []MXPattern{{Suffix: "mx.b.example"}, {Pattern: `w[0-9]+\.b\.example`}},
			Needs: []Need{{Need: fact.NeedOAuth2}, {fact.NeedAppPassword, "https://b.example/?a=b&c"}},
			Help:  []string{"https://b.example/help"}, Checked: "2026-11-21", Evidence: "two lists, which agree",
			Servers: []Server{
				{Protocol: fact.IMAP, Host: "{mx}", Port: 65535, TLS: fact.Implicit, Username: "{local}.{domain}", Auth: []Auth{OAuth2, Password}, Remark: "so they say"},
				{Protocol: fact.SMTP, Host: "smtp.b.example", Port: 1, TLS: fact.NoTLS, Remark: "no user name"},
				{},
			},
		},
	} {
		line, err := record(p)
		if err != nil {
			t.Fatal(err)
		}
		got, err := parseRecord(line)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(p, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", p.ID, diff)
		}
	}
}

// What the form has no place for is refused, lest it be read back as something else.
func TestRecordRefuses(t *testing.T) {
	for name, p := range map[string]*Provider{
		"tab in the name":       {Name: "a\tb"},
		"line end in a text":    {Evidence: "a\nb"},
		"no UTF-8":              {Name: "\xff"},
		"space in a domain":     {Domains: []string{"a b"}},
		"space in a pattern":    {MX: []MXPattern{{Pattern: "a b"}}},
		"space in a link":       {Needs: []Need{{fact.NeedOAuth2, "https://a b"}}},
		"space in a host":       {Servers: []Server{{Host: "a b"}}},
		"space in a user name":  {Servers: []Server{{Username: "{local} {domain}"}}},
		"line end in a remark":  {Servers: []Server{{Remark: "a\r\nb"}}},
		"space in a help page":  {Help: []string{"a b"}},
		"space in the day":      {Checked: "21 November"},
		"control in a username": {Servers: []Server{{Username: "\x1b[2J"}}},
	} {
		if line, err := record(p); err == nil {
			t.Errorf("%s: %q", name, line)
		}
	}
}

func TestParseRecordRefuses(t *testing.T) {
	for _, line := range []string{
		"", "a", strings.Repeat("\t", recordFields-2), strings.Repeat("\t", recordFields-1) + "\timap",
		strings.Repeat("\t", recordFields-1) + "\timap implicit 65536 h password address",
	} {
		if p, err := parseRecord(line); err == nil {
			t.Errorf("%q is read as %+v", line, p)
		}
	}
}

// FuzzRecord: no line hurts, and what is read is written back as it was.
func FuzzRecord(f *testing.F) {
	for _, line := range strings.Split(compiled, "\n")[:20] {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		p, err := parseRecord(line)
		if err != nil {
			return
		}
		again, err := record(p)
		if err != nil {
			return
		}
		back, err := parseRecord(again)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(p, back); diff != "" {
			t.Error(diff)
		}
	})
}

// FuzzTable: a look-up in any text ends, and finds whole lines only.
func FuzzTable(f *testing.F) {
	f.Add("a\nb c\nb d\n", "b ")
	f.Add("a", "")
	f.Add("\n\n", "\n")
	f.Fuzz(func(t *testing.T, text, prefix string) {
		count := 0
		for line := range table(text).with(prefix) {
			if !strings.HasPrefix(line, prefix) || strings.Contains(line, "\n") {
				t.Fatalf("%q", line)
			}
			count++
		}
		if count > strings.Count(text, "\n")+1 {
			t.Fatalf("%d lines", count)
		}
	})
}
