package fact_test

import (
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/probetest/linear"
)

// different makes an input of characters that are all different ones, which are
// dearest to encode.
func different(head, tail string) func(int) string {
	return func(n int) string {
		var b strings.Builder
		b.WriteString(head)
		for i := 0; b.Len() < n; i++ {
			b.WriteRune(rune(0x4e00 + i*7919%20000))
		}
		return b.String() + tail
	}
}

// Names, addresses and lines come out of files of 256 KiB, and lines of 64 KiB.
func TestLinear(t *testing.T) {
	const file, line = 128 << 10, 32 << 10
	ascii := func(s string) { _, _ = fact.ToASCII(s) }
	unicode := func(s string) { fact.ToUnicode(s) }
	address := func(s string) { _, _ = fact.ParseAddress(s) }
	domain := func(s string) { _, _ = fact.ParseDomain(s) }
	url := func(s string) { _, _, _ = fact.ParseURL(s) }
	linear.Test(t, []linear.Case{
		{Name: "A-labels of one label", Size: file, Input: different("", ".example"), Read: ascii},
		{Name: "A-labels of many labels", Size: file, Input: linear.Repeat("", "ü.", "example"), Read: ascii},
		{Name: "A-labels of ASCII", Size: file, Input: linear.Repeat("", "a", ".example"), Read: ascii},
		{Name: "A-labels without a letter", Size: file, Input: linear.Repeat("", ".", ""), Read: ascii},
		{Name: "U-labels of one label", Size: file, Input: linear.Repeat("xn--", "a", ".example"), Read: unicode},
		{Name: "U-labels of many labels", Size: file, Input: linear.Repeat("", "xn--bcher-kva.", "example"), Read: unicode},
		{Name: "U-labels of what is none", Size: file, Input: different("", ".example"), Read: unicode},
		{Name: "an owner", Size: file, Input: linear.Repeat("", "a.", "co.uk"), Read: func(s string) { fact.Registrable(s) }},
		{Name: "an address of one label", Size: file, Input: different("anna@", ".example"), Read: address},
		{Name: "an address of many labels", Size: file, Input: linear.Repeat("anna@", "ü.", "example"), Read: address},
		{Name: "an address of one local part", Size: file, Input: linear.Repeat("", "ü", "@example.com"), Read: address},
		{Name: "an address of many", Size: file, Input: linear.Repeat("", "@", ""), Read: address},
		{Name: "a domain of one label", Size: file, Input: different("", ".example"), Read: domain},
		{Name: "a domain of many labels", Size: file, Input: linear.Repeat("", "a.", "example"), Read: domain},
		{Name: "a URL of one label", Size: file, Input: different("imaps://", ".example"), Read: url},
		{Name: "a URL of many labels", Size: file, Input: linear.Repeat("imaps://", "ü.", "example"), Read: url},
		{Name: "a URL of one name", Size: file, Input: linear.Repeat("imaps://", "%41", "@example.com"), Read: url},
		{Name: "a URL of many", Size: file, Input: linear.Repeat("imaps://", "@", ""), Read: url},
		{Name: "a URL of one query", Size: file, Input: linear.Repeat("imap://example.com?", "tls=none&", ""), Read: url},
		{Name: "what is printable", Size: line, Input: linear.Repeat("", "a", ""), Read: func(s string) { fact.Printable(s) }},
		{Name: "what is visible", Size: line, Input: linear.Repeat("", "\x1b", ""), Read: func(s string) { fact.Visible(s) }},
		{Name: "marks of commands", Size: line, Input: linear.Repeat("", "##vso[##", ""), Read: func(s string) { fact.Visible(s); fact.Unmarked(s) }},
	})
}

// What is longer than a name can be is none, in whatever letters; the longest
// that is one is still read.
func TestLongNames(t *testing.T) {
	four := strings.Repeat(strings.Repeat("ü", 40)+".", 4)
	for name, want := range map[string]bool{
		strings.Repeat("a", 63) + ".example": true,
		strings.Repeat("a", 64) + ".example": false,
		strings.Repeat("ü", 56) + ".example": true,
		strings.Repeat("ü", 58) + ".example": false,
		strings.Repeat("𠀀", 54) + ".example": true, // four bytes each
		strings.Repeat("각", 40) + ".example": true, // one syllable in three characters of three bytes
		four + "example":                     true,
		strings.Repeat(four, 2) + "example":  false,
		strings.Repeat("a.", 126) + "a":      true,
		strings.Repeat("a.", 127) + "a":      false,
		strings.Repeat("ü", 5000):            false,
		strings.Repeat("ü。", 5000) + "com":   false,
	} {
		ascii, err := fact.ToASCII(name)
		if (err == nil) != want {
			t.Errorf("%.40q… of %d bytes: %q, %v", name, len(name), ascii, err)
		}
		if err == nil && fact.ToUnicode(ascii) == "" || err != nil && len(err.Error()) > 2000 {
			t.Errorf("%.40q… of %d bytes: %.100v…", name, len(name), err)
		}
	}
	if long := strings.Repeat("xn--bcher-kva.", 5000); fact.ToUnicode(long) != long {
		t.Error("a name that is none was made another")
	}
}
