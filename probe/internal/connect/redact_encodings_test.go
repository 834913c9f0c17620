package connect

import (
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// TestRedactForms: whoever repeats a secret does so in the way of his own format.
func TestRedactForms(t *testing.T) {
	const secret = "tünfisch & <\"42'> ﬁ"
	var escaped strings.Builder
	if err := xml.EscapeText(&escaped, []byte(secret)); err != nil {
		t.Fatal(err)
	}
	quoted, err := json.Marshal(secret)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"XML":                escaped.String(),
		"XML with names":     strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&apos;").Replace(secret),
		"HTML":               strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(secret),
		"JSON":               string(quoted[1 : len(quoted)-1]),
		"JSON in ASCII":      `t\u00fcnfisch & <\"42'> \ufb01`,
		"as SASLprep has it": norm.NFKC.String(secret),
		"decomposed":         norm.NFD.String(secret),
		"modified UTF-7":     `t&APw-nfisch &- <"42'> &+wE-`,
		"hexadecimal":        hex.EncodeToString([]byte(secret)),
		"large hexadecimal":  strings.ToUpper(hex.EncodeToString([]byte(secret))),
		"in a quoted string": strings.ReplaceAll(secret, `"`, `\"`),
	} {
		got := redactor(secret).Redact("x " + text + " y")
		if got != "x "+mask+" y" {
			t.Errorf("%s: %q became %q", name, text, got)
		}
	}
}
