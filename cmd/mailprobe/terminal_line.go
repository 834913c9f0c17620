package main

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// lineEditor is a line that is typed without being shown. It is edited here and not by
// the terminal, which silently drops what exceeds its own buffer (4,095 bytes on
// Linux, 1,024 on macOS) and takes a letter of two bytes for two letters.
type lineEditor struct {
	keys  editKeys
	limit int // in bytes
	typed []byte
	cut   bool // more was typed than the limit allows
}

// editKeys are the editing keys that the user has set, besides the usual ones; zero
// for none.
type editKeys struct{ erase, word, line, end byte }

const (
	ctrlD, ctrlH, ctrlU, ctrlW = 'D' & 0x1f, 'H' & 0x1f, 'U' & 0x1f, 'W' & 0x1f
	del                        = 0x7f
)

// take handles a byte that was typed, and reports whether the line is complete.
func (e *lineEditor) take(b byte) (over bool) {
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

// drop shortens the line to a length, and clears the rest in memory. A line that was
// cut stays so until it is empty: what exceeded the limit was not kept, and cannot be
// taken back letter by letter.
func (e *lineEditor) drop(length int) {
	clear(e.typed[length:])
	e.typed = e.typed[:length]
	e.cut = e.cut && length > 0
}

// typeable reports whether a password holds no control characters, which keys such as
// Tab, Esc and the arrows send by mistake.
func typeable(password string) bool { return !strings.ContainsFunc(password, unicode.IsControl) }
