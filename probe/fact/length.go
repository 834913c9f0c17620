package fact

import "strings"

// MaxHost is the longest text, in bytes, that a host name can come of: the 253
// octets of a name, had each been a character of four bytes. To encode a name by
// IDNA costs the square of its length, so what cannot be one is refused first.
const MaxHost = 4 * maxDomain

const (
	// maxEncoded is the longest label of the DNS (RFC 1035, section 2.3.4).
	maxEncoded = 63
	// maxLabel is that many characters, had each been a Hangul syllable in its three
	// parts of three bytes, which is the most that IDNA makes one octet of.
	maxLabel = 9 * maxEncoded
)

// tooLong reports whether no host name can come of a text, by its length or that
// of one of its labels.
func tooLong(host string) bool {
	if len(host) > MaxHost {
		return true
	}
	for label := range strings.FieldsFuncSeq(host, isDot) {
		if len(label) > maxLabel {
			return true
		}
	}
	return false
}

// isDot knows the characters that IDNA takes for a dot (RFC 3490, section 3.1).
func isDot(r rune) bool { return r == '.' || r == '\u3002' || r == '\uff0e' || r == '\uff61' }
