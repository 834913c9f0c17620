package convert_test

import (
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/probetest/linear"
	"github.com/mailprobe/mailprobe/providers/convert"
)

// A file may be of 1 MiB; more than 20,000 elements are refused.
func TestLinear(t *testing.T) {
	const size = 250 << 10
	imap, smtp := server("imap", "imap.one.example", 993, "SSL", address, clear), server("smtp", "smtp.one.example", 465, "SSL", address, clear)
	around := func(input func(int) string) func(int) string {
		return func(n int) string { return config("one.example", "<domain>one.example</domain>", input(n), imap, smtp) }
	}
	several := strings.ReplaceAll(server("imap", "imapNUMBER.one.example", 993, "SSL", "%EMAILADDRESS%", clear), "%", "%%")
	var cases []linear.Case
	for name, input := range map[string]func(int) string{
		"domains":    linear.Count("", "<domain>a%d.example</domain>", ""),
		"one domain": linear.Repeat("", "<domain>a.example</domain>", ""),
		"exchangers": linear.Count("", "<domain purpose='mx'>a%d.example</domain>", ""),
		"names":      linear.Count("", "<displayName>x%d</displayName>", ""),
		"links":      linear.Count("", "<documentation url='https://a.example/%d'/>", ""),
		"servers":    linear.Count("", strings.ReplaceAll(several, "NUMBER", "%d"), ""),
		"one server": linear.Repeat("", imap, ""),
	} {
		cases = append(cases, linear.Case{Name: name, Size: size, Input: around(input), Read: func(s string) { convert.File("x.xml", []byte(s), today) }})
	}
	linear.Test(t, cases)
}
