package connect

import (
	"cmp"
	"encoding/base64"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// Redactor blots secrets out of text: as they are, in percent encoding, and in
// base64 at every alignment, alone or inside a longer text. It is the second
// net: writers of credentials already record a placeholder, but a server can
// echo what it was sent. The zero value knows no secret. It is safe for
// concurrent use.
type Redactor struct {
	mu      sync.RWMutex
	needles []string
	short   []string
}

// blot stands where a secret stood.
const blot = "[redacted]"

// shortest is the length below which a secret is blotted out only where it
// stands alone: a password of two letters would take half of every word, and
// the holes would spell it.
const shortest = 4

// Add makes the redactor know a secret.
func (r *Redactor) Add(secret string) {
	if secret == "" {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(secret) < shortest {
		r.short = append(r.short, secret)
		return
	}
	r.needles = append(r.needles, secret, url.QueryEscape(secret), url.PathEscape(secret))
	for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
		r.needles = append(r.needles, aligned(encoding, secret)...)
	}
	// Longest first, so that no needle spoils one that contains it.
	slices.SortFunc(r.needles, func(a, b string) int {
		return cmp.Or(len(b)-len(a), strings.Compare(a, b))
	})
	r.needles = slices.Compact(r.needles)
}

// aligned are the pieces of base64 text that the secret alone determines, for
// each of the three places in a group of three bytes where it can begin.
func aligned(encoding *base64.Encoding, secret string) []string {
	var pieces []string
	for lead := range 3 {
		text := encoding.EncodeToString(append(make([]byte, lead), secret...))
		from := (lead*8 + 5) / 6           // characters that hold bits of the lead
		to := (lead + len(secret)) * 8 / 6 // characters that are all the secret's
		if to-from >= shortest {
			pieces = append(pieces, text[from:to])
		}
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
	for _, n := range r.needles {
		text = strings.ReplaceAll(text, n, blot)
	}
	for _, n := range r.short {
		text = blotWord(text, n)
	}
	return text
}

// blotWord replaces a short secret where no letter or digit touches it.
func blotWord(text, word string) string {
	var b strings.Builder
	for rest, before := text, byte(' '); ; {
		i := strings.Index(rest, word)
		if i < 0 {
			b.WriteString(rest)
			return b.String()
		}
		if i > 0 {
			before = rest[i-1]
		}
		after := byte(' ')
		if end := i + len(word); end < len(rest) {
			after = rest[end]
		}
		b.WriteString(rest[:i])
		if wordByte(before) || wordByte(after) {
			b.WriteString(word)
		} else {
			b.WriteString(blot)
		}
		before = word[len(word)-1]
		rest = rest[i+len(word):]
	}
}

func wordByte(c byte) bool {
	return c >= 0x80 || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
