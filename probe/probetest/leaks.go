package probetest

import (
	"bytes"
	"encoding/base64"
	"slices"
	"strings"
)

// search looks for a secret in the forms in which clients send one.
type search struct {
	plain [][]byte // as it is, and as IMAP quotes it
	coded [][]byte // parts of Base64 that are sure to stand in any text that holds the secret
}

func newSearch(secret string) search {
	var s search
	if secret == "" {
		return s // it is nowhere
	}
	quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(secret)
	s.plain = [][]byte{[]byte(secret), []byte(quoted)}
	for shift := range 3 {
		padded := append(make([]byte, shift), secret...)
		for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			text := encoding.EncodeToString(padded)
			// Each character holds six bits. Those that share bits with what
			// stands before or behind the secret could be any.
			first := (shift*8 + 5) / 6
			last := len(padded) * 8 / 6
			if first < last {
				s.coded = append(s.coded, []byte(text[first:last]))
			}
		}
	}
	return s
}

// finds reports whether the bytes hold the secret.
func (s search) finds(raw []byte) bool {
	for _, text := range [][]byte{raw, unescapePercent(raw)} {
		if containsAny(text, s.plain) || containsAny(withoutBreaks(text), s.coded) {
			return true
		}
	}
	return false
}

func containsAny(text []byte, parts [][]byte) bool {
	return slices.ContainsFunc(parts, func(part []byte) bool { return bytes.Contains(text, part) })
}

// withoutBreaks joins Base64 that was broken into lines.
func withoutBreaks(raw []byte) []byte {
	return bytes.ReplaceAll(bytes.ReplaceAll(raw, []byte("\r"), nil), []byte("\n"), nil)
}

// unescapePercent decodes %XX where it is well formed, and "+" as the space that
// it is in a query.
func unescapePercent(raw []byte) []byte {
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '%' && i+2 < len(raw) && isHex(raw[i+1]) && isHex(raw[i+2]):
			out = append(out, fromHex(raw[i+1])<<4|fromHex(raw[i+2]))
			i += 2
		case c == '+':
			out = append(out, ' ')
		default:
			out = append(out, c)
		}
	}
	return out
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// fromHex is the value of a digit for which isHex holds.
func fromHex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c <= 'F':
		return c - 'A' + 10
	}
	return c - 'a' + 10
}
