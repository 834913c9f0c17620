package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/text"
)

func TestBar(t *testing.T) {
	var out bytes.Buffer
	b := &auditProgress{statusLine: statusLine{w: &out}, lang: text.English}
	b.show(0, 4)
	b.show(1, 4)
	b.show(1, 4)
	b.show(4, 4)
	b.clear()
	b.clear()
	want := []string{
		"[........................] looked at 0 of 4 servers",
		"[######..................] looked at 1 of 4 servers",
		"[########################] looked at 4 of 4 servers",
		"",
	}
	var got []string
	for part := range strings.SplitSeq(strings.TrimPrefix(out.String(), eraseLine), eraseLine) {
		got = append(got, strings.TrimSuffix(part, lineStart))
	}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("%q", got)
	}
	(&auditProgress{}).show(1, 2) // no terminal: nothing, and no panic
}
