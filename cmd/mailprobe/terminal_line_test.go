package main

import (
	"strings"
	"testing"
)

func TestEntry(t *testing.T) {
	keys := editKeys{erase: 'E' & 0x1f, word: 'O' & 0x1f, line: 'K' & 0x1f, end: 'X' & 0x1f}
	long := strings.Repeat("a", 20)
	for _, tt := range []struct {
		name, keyed, want string
		cut               bool
	}{
		{"a word", "geheim\n", "geheim", false},
		{"ended by a carriage return", "geheim\r", "geheim", false},
		{"pasted with more behind it", "geheim\r\nls\n", "geheim", false},
		{"with spaces", " two words \n", " two words ", false},
		{"taken back", "gehq\x7feim\n", "geheim", false},
		{"taken back by Ctrl-H", "gehq\x08eim\n", "geheim", false},
		{"taken back by the user's key", "gehq\x05eim\n", "geheim", false},
		{"a letter of two bytes taken back", "Grüß\x7fn\n", "Grün", false},
		{"half a letter taken back", "a\xc3\x7fb\n", "ab", false},
		{"more taken back than there is", "a\x7f\x7f\x7fb\n", "b", false},
		{"a word taken back", "two words\x17parts\n", "two parts", false},
		{"a word and the space behind it", "two words  \x17parts\n", "two parts", false},
		{"a word taken back by the user's key", "two words\x0fparts\n", "two parts", false},
		{"the only word", "words\x17parts\n", "parts", false},
		{"the line taken back", "two words\x15geheim\n", "geheim", false},
		{"the line taken back by the user's key", "two words\x0bgeheim\n", "geheim", false},
		{"Ctrl-D", "\x04", "", false},
		{"Ctrl-D behind something", "geheim\x04", "", false},
		{"the user's end", "\x18", "", false},
		{"a control character stays", "ge\theim\n", "ge\theim", false},
		{"a control character taken back", "ge\t\x7fheim\n", "geheim", false},
		{"as long as may be", long + "\n", long, false},
		{"too long", long + "b\n", long, true},
		{"too long, and one taken back", long + "bc\x7f\n", long[1:], true},
		{"too long, and all taken back", long + "b\x15geheim\n", "geheim", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := &lineEditor{keys: keys, limit: len(long)}
			over := false
			for i := 0; i < len(tt.keyed) && !over; i++ {
				over = e.take(tt.keyed[i])
			}
			if !over || string(e.typed) != tt.want || e.cut != tt.cut {
				t.Errorf("%q, cut %t, over %t; want %q, %t", e.typed, e.cut, over, tt.want, tt.cut)
			}
		})
	}
}

// Without keys of the user's, NUL is a character as any other, and not the key that
// is not there.
func TestEntryWithoutKeys(t *testing.T) {
	e := &lineEditor{limit: 9}
	for _, b := range []byte("a\x00b\n") {
		e.take(b)
	}
	if string(e.typed) != "a\x00b" {
		t.Errorf("%q", e.typed)
	}
}

func TestEntryForgets(t *testing.T) {
	e := &lineEditor{limit: 9}
	for _, b := range []byte("geheim") {
		e.take(b)
	}
	kept := e.typed[:6]
	e.take(ctrlU)
	if strings.Trim(string(kept), "\x00") != "" {
		t.Errorf("%q is still there", kept)
	}
}

func TestTypeable(t *testing.T) {
	for typed, want := range map[string]bool{
		"": true, "geheim": true, "two words": true, "Grüße €": true, "\xff\xfe": true,
		"a\x00": false, "\t": false, "\x1b[A": false, "a\x7f": false, "a\u0085": false,
	} {
		if got := typeable(typed); got != want {
			t.Errorf("%q: %t", typed, got)
		}
	}
}
