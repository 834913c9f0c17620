package connect

import (
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// TestTranscriptBounds: what is kept is bounded by lines as well as by bytes.
func TestTranscriptBounds(t *testing.T) {
	for name, text := range map[string]string{
		"empty lines": "",
		"short lines": "a1 OK",
		"long lines":  strings.Repeat("x", maxLine),
		"escapes":     strings.Repeat("\x00", 300),
	} {
		var record Transcript
		for range 100_000 {
			record.add(false, false, text)
			if record.size >= maxRecorded {
				break
			}
		}
		record.add(true, true, "one more")
		lines := record.Lines()
		size := 0
		for _, line := range lines {
			size += len(line.Text)
			if len(line.Text) > fact.MaxEvidence+10 {
				t.Errorf("%s: a line of %d bytes", name, len(line.Text))
			}
		}
		if size > maxRecorded || len(lines) > maxRecorded/lineCost {
			t.Errorf("%s: %d lines of %d bytes are kept", name, len(lines), size)
		}
		if last := lines[len(lines)-1]; last.Text != "… the rest is not kept" || last.Client {
			t.Errorf("%s: the last is %+v", name, last)
		}
	}
}

// TestTranscriptCopies: what was handed out does not change any more.
func TestTranscriptCopies(t *testing.T) {
	var record Transcript
	record.add(true, true, "one")
	before := record.Lines()
	record.add(false, false, "two")
	before[0].Text = "changed"
	after := record.Lines()
	if len(before) != 1 || len(after) != 2 || after[0].Text != "one" {
		t.Errorf("before %+v, after %+v", before, after)
	}
	if l := after[0]; !l.Client || !l.TLS || after[1].Client || after[1].TLS {
		t.Errorf("sides %+v", after)
	}
}

// TestTranscriptCleans: a secret that a long line would be cut off in is masked
// out before the cut.
func TestTranscriptCleans(t *testing.T) {
	r := &Redactor{}
	r.Add("tuna-42-salad")
	record := Transcript{redactor: r}
	record.add(false, false, strings.Repeat("x", fact.MaxEvidence-4)+"tuna-42-salad")
	if text := record.Lines()[0].Text; strings.Contains(text, "tuna") {
		t.Errorf("recorded %q", text[len(text)-40:])
	}
}
