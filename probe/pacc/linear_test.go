package pacc

import (
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/probetest/linear"
)

// Whatever stands in a document, as a value, or as often as fits into 256 KiB; and
// in the records beside it, which have up to 64 KiB.
func TestLinear(t *testing.T) {
	const (
		value, file = 30 << 10, 126 << 10
		imap        = `"protocols":{"imap":{"host":"imap.example.com"}}`
		password    = `"authentication":{"password":true}`
	)
	read := func(s string) { _, _ = Parse([]byte(s)) }
	record := func(s string) { parseRecord(s); Matches([]string{s}, []byte("{}")) }
	var cases []linear.Case
	add := func(name string, size int, read func(string), input func(int) string) {
		cases = append(cases, linear.Case{Name: name, Size: size, Input: input, Read: read})
	}
	for name, piece := range map[string]string{
		"letters": "a", "characters": "ü", "labels": "a.", "labels of characters": "ü.", "digits": "1", "spaces": "a ", "slashes": "/", "signs": "=;",
	} {
		add("host of "+name, value, read, linear.Repeat(`{`+password+`,"protocols":{"imap":{"host":"`, piece, `"}}}`))
		add("calendar of "+name, value, read, linear.Repeat(`{`+password+`,"protocols":{"imap":{"host":"a.example"},"caldav":{"url":"https://`, piece, `"}}}`))
		add("name of "+name, value, read, linear.Repeat(`{`+imap+`,`+password+`,"info":{"provider":{"name":"`, piece, `"}}}`))
		add("help of "+name, value, read, linear.Repeat(`{`+imap+`,`+password+`,"info":{"help":{"documentation":"https://`, piece, `"}}}`))
		add("tag of "+name, value, record, linear.Repeat("v=UAAC1; a=sha256; d=", piece, ""))
		add("record of "+name, value, record, linear.Repeat("", piece, ""))
	}
	add("protocols", file, read, linear.Count(`{`+password+`,"protocols":{`, `"p%d":{"host":"a.example"},`, `"imap":{"host":"a.example"}}}`))
	add("contacts", file, read, linear.Count(`{`+imap+`,`+password+`,"info":{"help":{"contact":[`, `"mailto:a%d@a.example",`, `"https://a.example/"]}}}`))
	add("logos", file, read, linear.Count(`{`+imap+`,`+password+`,"info":{"provider":{"name":"x","logo":[`, `{"url":"https://a.example/%d"},`, `{}]}}}`))
	add("tags", value, record, linear.Count("v=UAAC1; a=sha256; ", "x%d=1;", ""))
	add("records", value, func(s string) { Matches(strings.Fields(s), []byte("{}")) }, linear.Repeat("", "v=UAAC1;a=sha256;d=x ", ""))
	linear.Test(t, cases)
}
