package pacc

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

// Path is where the file is on the host.
const Path = "/.well-known/user-agent-configuration.json"

// Host is the one that serves the file of a domain, given as A-labels.
func Host(domain string) string { return "ua-auto-config." + domain }

// URL is where the file of a domain, given as A-labels, is. It is valid only
// over https and with a certificate for that very host.
func URL(domain string) string { return "https://" + Host(domain) + Path }

// RecordName is the name of the TXT records with the digests of the file.
func RecordName(domain string) string { return "_ua-auto-config." + domain }

const (
	version   = "UAAC1"
	algorithm = "sha256"
)

// Record is one TXT record with a digest.
type Record struct {
	// Algorithm is the hash function, as written; only sha256 is defined.
	Algorithm string
	// Digest is that of the file's bytes, after any content coding of HTTP.
	Digest []byte
}

// parseRecord reads the text of a TXT record, its strings joined without
// anything between them. It takes "v=UAAC1; a=sha256; d=…" in any order and
// spacing; other tags and a last semicolon do not count, and tags and values are
// case-sensitive, as in DKIM (RFC 6376, section 3.2). A tag given twice, a value
// with control characters or spaces, base64 that is not whole, or a digest of
// the wrong length makes it no record.
func parseRecord(txt string) (Record, bool) {
	tags, ok := parseTags(txt)
	if !ok || tags["v"] != version || !isValue(tags["a"]) || !isValue(tags["d"]) {
		return Record{}, false
	}
	digest, err := base64.StdEncoding.Strict().DecodeString(tags["d"])
	if err != nil || tags["a"] == algorithm && len(digest) != sha256.Size {
		return Record{}, false
	}
	return Record{Algorithm: tags["a"], Digest: digest}, true
}

// isValue reports whether all of a value is printable ASCII. The base64 decoder by
// itself would read over line ends.
func isValue(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' })
}

// parseTags reads the tags that count. It fails where one of them comes twice.
func parseTags(txt string) (map[string]string, bool) {
	const space = " \t"
	tags := map[string]string{}
	for tag := range strings.SplitSeq(txt, ";") {
		name, value, _ := strings.Cut(tag, "=")
		switch name = strings.Trim(name, space); name {
		case "v", "a", "d":
			if _, twice := tags[name]; twice {
				return tags, false
			}
			tags[name] = strings.Trim(value, space)
		}
	}
	return tags, true
}

// Matches reports whether one of the records at [RecordName] has the digest of the
// file: while a new file is rolled out there are two. published reports whether
// any of them is meant as such a record, be it malformed or by an unknown
// algorithm, so that a wrong digest can be told from a missing one.
func Matches(records []string, body []byte) (match, published bool) {
	digest := sha256.Sum256(body)
	for _, txt := range records {
		if tags, _ := parseTags(txt); tags["v"] == version {
			published = true
		}
		r, ok := parseRecord(txt)
		if ok && r.Algorithm == algorithm && bytes.Equal(r.Digest, digest[:]) {
			match = true
		}
	}
	return match, published
}
