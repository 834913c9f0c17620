package connect

import (
	"encoding/base64"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// Redactor removes secrets from text: as they are, quoted, escaped, in the encodings
// of other formats, and in base64 at every alignment, alone or inside a longer
// text; with other white space in them, and spread over several lines. It is the
// second line of defence: code that writes credentials already records a
// placeholder, but a server can echo what it was sent. The zero value knows no
// secret. It is safe for concurrent use.
//
// A gap in a text that everybody knows reveals what stood there, and a gap in a
// host name names a host that does not exist. So a secret is kept where it cannot
// be distinguished from the rest of the text: see [Redactor.Spare], shortest and
// weak.
type Redactor struct {
	mu       sync.RWMutex
	secrets  []string
	spared   []string // in lower case
	patterns []pattern
	compact  []pattern // without white space, for text without it
}

// mask stands where a secret stood.
const mask = "[redacted]"

const (
	// shortest is the length below which a secret is masked only where it stands
	// alone: a password of two letters is part of many words, and the gaps would
	// reveal it.
	shortest = 4
	// weak is the length below which a secret is kept where it is part of a dotted
	// name, or, if it is all digits, of a date or address, since it can be there by
	// chance; and where there is white space within it.
	weak = 8
)

// pattern is one form of a secret.
type pattern struct {
	text string
	// alone: only where no letter or digit touches it.
	alone bool
	// weak: not where it is part of a name, or of a number.
	weak bool
	// inside: it is the middle of a base64 text, and the characters next to it
	// hold some bits of the secret.
	inside bool
	// lead is the length of a beginning that is not part of the secret, and stays.
	lead int
}

// Add adds a secret.
func (r *Redactor) Add(secret string) {
	if secret == "" {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if !slices.Contains(r.secrets, secret) {
		r.secrets = append(r.secrets, secret)
		r.learn(secret)
	}
}

// Spare adds texts that stand in reports in any case: the address, and the terms of
// mail protocols. A secret that is part of one of them, in whatever case ("imap",
// "password", the domain's name), or a number of up to three digits, is left in
// plain text, where every gap would reveal it, and hidden only in the forms that
// have no other meaning: base64, and after PASS.
func (r *Redactor) Spare(texts ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, text := range texts {
		if text = strings.ToLower(text); text != "" && !slices.Contains(r.spared, text) {
			r.spared = append(r.spared, text)
		}
	}
	r.patterns, r.compact = nil, nil
	for _, secret := range r.secrets {
		r.learn(secret)
	}
}

// common reports whether a secret is part of a text that stands in reports anyway.
func (r *Redactor) common(secret string) bool {
	if len(secret) < shortest && digits(secret) {
		return true // records and replies are full of them
	}
	secret = strings.ToLower(secret)
	return slices.ContainsFunc(r.spared, func(text string) bool { return strings.Contains(text, secret) })
}

// learn adds the patterns of a secret.
func (r *Redactor) learn(secret string) {
	short, common := len(secret) < shortest, r.common(secret)
	var found []pattern
	plain := encodings(secret)
	if tight, _ := withoutSpace(secret); len(tight) >= weak {
		plain = append(plain, tight)
	}
	for _, form := range plain {
		if !common {
			found = append(found, pattern{text: form, alone: short, weak: len(secret) < weak})
		}
	}
	if common { // an echo of the command that carried it
		found = append(found, pattern{text: "PASS " + secret, lead: len("PASS "), alone: true})
	}
	for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
		if short {
			found = append(found, pattern{text: encoding.EncodeToString([]byte(secret)), alone: true})
			continue
		}
		for _, piece := range aligned(encoding, secret) {
			found = append(found, pattern{text: piece, inside: true})
		}
	}
	for _, n := range found {
		if !slices.Contains(r.patterns, n) {
			r.patterns = append(r.patterns, n)
		}
		if n.text, _ = withoutSpace(n.text); len(n.text) >= weak && n.lead == 0 && !slices.Contains(r.compact, n) {
			r.compact = append(r.compact, n)
		}
	}
}

// aligned returns the pieces of base64 text that the secret alone determines, for
// each of the three places in a group of three bytes where it can begin.
func aligned(encoding *base64.Encoding, secret string) []string {
	var pieces []string
	for lead := range 3 {
		text := encoding.EncodeToString(append(make([]byte, lead), secret...))
		from := (lead*8 + 5) / 6           // characters that hold bits of the lead
		to := (lead + len(secret)) * 8 / 6 // characters that are all the secret's
		pieces = append(pieces, text[from:to])
	}
	return pieces
}

// Redact returns the text with every known secret masked, in time linear in the
// length of the text.
func (r *Redactor) Redact(text string) string {
	if r == nil {
		return text
	}
	r.mu.RLock()
	defer r.mu.RUnlock()
	return masked(text, r.marked(text))
}

// marked reports for each byte of a text whether it is to be hidden; nil means none.
// Occurrences may overlap, those of several patterns as well, so nothing is replaced
// before all are found: the rest of one would reveal part of the other.
func (r *Redactor) marked(text string) []bool {
	var hidden []bool
	for _, n := range r.patterns {
		n.each(text, nil, marker(&hidden, len(text)))
	}
	if at := r.cutShort(text); at >= 0 {
		marker(&hidden, len(text))(at, len(text)-len(cutEnd))
	}
	if len(r.compact) == 0 || !strings.ContainsFunc(text, unicode.IsSpace) {
		return hidden
	}
	tight, at := withoutSpace(text)
	for _, n := range r.compact {
		hide := marker(&hidden, len(text))
		n.each(tight, at, func(from, to int) { hide(at[from], at[to-1]+1) })
	}
	return hidden
}

// masked returns the text with a mask in place of every run of hidden bytes.
func masked(text string, hidden []bool) string {
	if hidden == nil {
		return text
	}
	var b strings.Builder
	for i := range len(text) {
		switch {
		case !hidden[i]:
			b.WriteByte(text[i])
		case i == 0 || !hidden[i-1]:
			b.WriteString(mask)
		}
	}
	return b.String()
}

// marker returns a function that hides runs of bytes, which must come in the order
// of their beginnings. The slice is allocated, with the length size, when it is
// first needed.
func marker(hidden *[]bool, size int) func(from, to int) {
	done := 0 // what overlaps is marked once, so that it stays linear
	return func(from, to int) {
		if *hidden == nil {
			*hidden = make([]bool, size)
		}
		for done = max(done, from); done < to; done++ {
			(*hidden)[done] = true
		}
	}
}

// each calls hide for every occurrence of the pattern that is to be hidden, in
// order; they may overlap. Where white space was removed from the text, at holds the
// offsets that its bytes had; an occurrence without white space is left to the
// search in the text itself.
func (n pattern) each(text string, at []int, hide func(from, to int)) {
	together := func(i int) bool { return at == nil || at[i]-at[i-1] == 1 }
	for begin := 0; ; begin++ {
		i := strings.Index(text[begin:], n.text)
		if i < 0 {
			return
		}
		begin += i
		from, to := begin+n.lead, begin+len(n.text)
		if at != nil && at[to-1]-at[from] == to-from-1 {
			continue
		}
		if n.alone && (begin > 0 && wordByte(text[begin-1]) || to < len(text) && wordByte(text[to])) {
			continue
		}
		if n.weak && byChance(text, from, to) {
			continue
		}
		if n.inside {
			if from > 0 && base64Byte(text[from-1]) && together(from) {
				from--
			}
			if to < len(text) && base64Byte(text[to]) && together(to) {
				to++
			}
			// The padding would reveal the length, unless it is a multiple of three.
			for to < len(text) && text[to] == '=' && together(to) {
				to++
			}
		}
		hide(from, to)
	}
}

// byChance reports whether text[from:to] is part of a dotted name, or digits within a
// number, a date, an address or a port.
func byChance(text string, from, to int) bool {
	number := digits(text[from:to])
	part := func(c byte) bool {
		return wordByte(c) || c == '.' || c == '-' || c == '_' || number && (c == ':' || c == '/')
	}
	begin, end := from, to
	for begin > 0 && from-begin < maxName && part(text[begin-1]) {
		begin--
	}
	for end < len(text) && end-to < maxName && part(text[end]) {
		end++
	}
	name := text[begin:end]
	if number {
		return strings.Trim(name, ".:/-_") != text[from:to]
	}
	if strings.ContainsFunc(text[from:to], func(r rune) bool { return r < 0x80 && !part(byte(r)) }) {
		return false // no name can hold it
	}
	return strings.Contains(strings.Trim(name, ".-_"), ".")
}

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// maxName bounds how far a name is followed; a host name has at most 253 characters.
const maxName = 256

func wordByte(c byte) bool {
	return c >= 0x80 || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func base64Byte(c byte) bool {
	return c < 0x80 && wordByte(c) || strings.IndexByte("+/-_", c) >= 0
}
