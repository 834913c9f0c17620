package main

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// entry is a line that is typed without being shown. It is edited here and not by
// the terminal, which drops in silence what is longer than its own buffer (4,095
// bytes on Linux, 1,024 on macOS) and takes a letter of two bytes for two letters.
type entry struct {
	keys  editKeys
	limit int // in bytes
	typed []byte
	cut   bool // more was typed than the limit allows
}

// editKeys are those that the user has set for editing, beside the usual ones;
// zero where there is none.
type editKeys struct{ erase, word, line, end byte }

const (
	ctrlD, ctrlH, ctrlU, ctrlW = 'D' & 0x1f, 'H' & 0x1f, 'U' & 0x1f, 'W' & 0x1f
	del                        = 0x7f
)

// take takes a byte that was typed, and reports whether the line is over.
func (e *entry) take(b byte) (over bool) {
	is := func(set byte, usual ...byte) bool {
		return bytes.IndexByte(usual, b) >= 0 || set != 0 && b == set
	}
	switch {
	case b == '\n' || b == '\r':
		return true
	case is(e.keys.end, ctrlD):
		e.drop(0)
		return true
	case is(e.keys.erase, del, ctrlH):
		_, size := utf8.DecodeLastRune(e.typed)
		e.drop(len(e.typed) - size)
	case is(e.keys.word, ctrlW):
		words := bytes.TrimRight(e.typed, " ")
		e.drop(bytes.LastIndexByte(words, ' ') + 1)
	case is(e.keys.line, ctrlU):
		e.drop(0)
	case len(e.typed) == e.limit:
		e.cut = true
	default:
		e.typed = append(e.typed, b)
	}
	return false
}

// drop forgets what was typed behind a length, in memory too. What came behind the
// limit is not there to be taken back letter by letter: only an empty line is whole
// again.
func (e *entry) drop(length int) {
	clear(e.typed[length:])
	e.typed = e.typed[:length]
	e.cut = e.cut && length > 0
}

// typeable reports whether a password can have been meant as it was typed: keys
// such as Tab, Esc and the arrows send control characters.
func typeable(password string) bool { return !strings.ContainsFunc(password, unicode.IsControl) }
