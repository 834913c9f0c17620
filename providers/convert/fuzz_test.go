package convert_test

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers/convert"
	"github.com/mailprobe/mailprobe/providers/file"
	"github.com/mailprobe/mailprobe/providers/lint"
)

// FuzzFile: no file hurts, and the linter finds no error in what is made of it.
func FuzzFile(f *testing.F) {
	for i := range 12 {
		f.Add([]byte(made(i)))
	}
	f.Add([]byte(config("x.example", "<domain>x.example</domain><displayName>%REALNAME%</displayName>", server("imap", "%EMAILDOMAIN%", 1, "plain", "a b", "none", clear))))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, found := convert.File("fuzzed.xml", data, today)
		for _, f := range found {
			if f.Rule == "" || f.Message == "" || f.Remedy == "" {
				t.Errorf("%+v", f)
			}
		}
		if p == nil {
			return
		}
		text, err := file.Write(p)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range lint.Judge(p.ID+".yaml", text, today).Findings {
			if f.Severity == fact.Error {
				t.Errorf("%s: %s\n%s", f.Rule, f.Message, text)
			}
		}
	})
}
