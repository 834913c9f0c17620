package connect

import (
	"encoding/base64"
	"slices"
	"strings"
	"sync"
)

// Redactor blots secrets out of text: as they are, quoted, escaped, in the forms
// of other formats, and in base64 at every alignment, alone or inside a longer
// text. It is the second net: writers of credentials already record a placeholder,
// but a server can echo what it was sent. It reads a line at a time. The zero value
// knows no secret. It is safe for concurrent use.
type Redactor struct {
	mu      sync.RWMutex
	needles []needle
}

// blot stands where a secret stood.
const blot = "[redacted]"

// shortest is the length below which a secret is blotted out only where it
// stands alone: a password of two letters would take half of every word, and
// the holes would spell it.
const shortest = 4

// needle is one form of a secret.
type needle struct {
	text string
	// alone: only where no letter or digit touches it.
	alone bool
	// inside: it is the middle of a base64 text, and the characters that touch it
	// hold some bits of the secret.
	inside bool
}

// Add makes the redactor know a secret.
func (r *Redactor) Add(secret string) {
	if secret == "" {
		return
	}
	short := len(secret) < shortest
	var found []needle
	for _, form := range forms(secret) {
		found = append(found, needle{text: form, alone: short})
	}
	for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
		if short {
			found = append(found, needle{text: encoding.EncodeToString([]byte(secret)), alone: true})
			continue
		}
		for _, piece := range aligned(encoding, secret) {
			found = append(found, needle{text: piece, inside: true})
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, n := range found {
		if !slices.Contains(r.needles, n) {
			r.needles = append(r.needles, n)
		}
	}
}

// aligned are the pieces of base64 text that the secret alone determines, for
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

// Redact is the text without any known secret.
func (r *Redactor) Redact(text string) string {
	if r == nil {
		return text
	}
	r.mu.RLock()
	defer r.mu.RUnlock()
	var hidden []bool // by byte; nil while there is nothing to hide
	for _, n := range r.needles {
		hidden = n.hide(text, hidden)
	}
	if hidden == nil {
		return text
	}
	var b strings.Builder
	for i := range len(text) {
		switch {
		case !hidden[i]:
			b.WriteByte(text[i])
		case i == 0 || !hidden[i-1]:
			b.WriteString(blot)
		}
	}
	return b.String()
}

// hide marks every occurrence of the needle. They may overlap, with those of
// other needles as well, so nothing is replaced before all are known: what is
// left of one would tell of the other.
func (n needle) hide(text string, hidden []bool) []bool {
	done := 0
	for at := 0; ; at++ {
		i := strings.Index(text[at:], n.text)
		if i < 0 {
			return hidden
		}
		at += i
		from, to := at, at+len(n.text)
		if n.alone && (from > 0 && wordByte(text[from-1]) || to < len(text) && wordByte(text[to])) {
			continue
		}
		if n.inside && from > 0 && base64Byte(text[from-1]) {
			from--
		}
		if n.inside && to < len(text) && base64Byte(text[to]) {
			to++
		}
		if hidden == nil {
			hidden = make([]bool, len(text))
		}
		for done = max(done, from); done < to; done++ {
			hidden[done] = true
		}
	}
}

func wordByte(c byte) bool {
	return c >= 0x80 || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func base64Byte(c byte) bool {
	return c < 0x80 && wordByte(c) || strings.IndexByte("+/-_", c) >= 0
}
