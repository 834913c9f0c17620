// Package file reads and writes the YAML files of the provider database, which
// docs/providers.md describes.
//
// [Read] is strict and bounded: a file holds one entry, with known keys only,
// each once, of the right type, and without anchors, aliases and tags, for an
// entry needs none and they can grow without end. Whatever is wrong comes back as
// findings with line and column. Whether what an entry says makes sense is for
// package lint.
package file

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

// MaxSize is how large a file may be, in bytes: ten times the largest entry there
// is. It bounds time and memory, too.
const MaxSize = 64 << 10

// maxItems is how long a list may be. Rules compare items with each other.
const maxItems = 1000

// maxFindings is how many faults of one file are named; who has more than these
// is helped by the first.
const maxFindings = 100

// Read reads one entry. The ID is the name of the file without its folder and
// ending. The entry is never nil, but it is whole only where there are no
// findings. Any input is safe.
func Read(name string, data []byte) (*Entry, []fact.Finding) {
	r := &reader{entry: &Entry{
		Name:     name,
		Provider: &providers.Provider{ID: ID(name), Kind: providers.Mailbox},
		at:       map[string]position{"": {1, 1}},
	}}
	if root := r.parse(data); root != nil {
		r.provider(root)
	}
	return r.entry, r.found
}

// ID is the id of the entry that a file holds: its name without folder and ending.
func ID(name string) string {
	base := path.Base(filepath.ToSlash(name))
	return strings.TrimSuffix(base, path.Ext(base))
}

// reader fills an entry from a YAML tree.
type reader struct {
	entry *Entry
	found []fact.Finding
}

func (r *reader) fault(pos position, rule fact.Rule, remedy, message string, args ...any) {
	if len(r.found) < maxFindings {
		r.found = append(r.found, finding(r.entry.Name, pos, rule, fmt.Sprintf(message, args...), remedy))
	}
}

// parse is the tree of the file's only document, or nil.
func (r *reader) parse(data []byte) *yaml.Node {
	switch {
	case len(data) > MaxSize:
		r.fault(position{lineOf(data[:MaxSize]), 0}, tooLarge, "give each provider a file of its own", "the file has more than %d KiB", MaxSize>>10)
		return nil
	case !utf8.Valid(data):
		r.fault(position{lineOf(validPart(data)), 0}, notText, "save it as UTF-8", "the file is not text in UTF-8")
		return nil
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var document, second yaml.Node
	switch err := decoder.Decode(&document); {
	case errors.Is(err, io.EOF):
		r.fault(position{1, 1}, wrongType, "write an entry, or remove the file", "the file is empty")
		return nil
	case err != nil:
		line, text := explain(err)
		if line == 0 { // the YAML reader says none of characters, and of what is no text
			line = lineOf(data[:max(0, bytes.IndexFunc(data, isControl))])
		}
		r.fault(position{line, 0}, syntax, "compare it with another entry: indentation, brackets and quotes", "not YAML: %s", text)
		return nil
	}
	if err := decoder.Decode(&second); !errors.Is(err, io.EOF) {
		r.fault(position{second.Line, second.Column}, oneDocument, "give each provider a file of its own", "a second document begins")
	}
	return document.Content[0]
}

// lineOf is the line that comes after a part of a file, from 1.
func lineOf(before []byte) int { return 1 + bytes.Count(before, []byte("\n")) }

// validPart is a file up to its first byte that is no UTF-8.
func validPart(data []byte) []byte {
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			return data[:at]
		}
		at += size
	}
	return data
}

// isControl reports whether YAML does not allow a character (YAML 1.2, section 5.1).
func isControl(r rune) bool {
	return unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' && r != 0x85
}

var errorLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// explain takes the line out of the YAML reader's words.
func explain(err error) (line int, text string) {
	text = err.Error()
	if m := errorLine.FindStringSubmatch(text); m != nil {
		line, _ = strconv.Atoi(m[1])
		text = strings.TrimPrefix(text, m[0])
	}
	return line, text
}
