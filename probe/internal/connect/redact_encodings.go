package connect

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// encodings returns a secret in the forms in which it can be echoed, base64 aside:
// as it is and as servers prepare it (RFC 4013); quoted by IMAP, Go, JSON, XML and
// HTML; as [fact.Printable] shows it; in percent encoding and hexadecimal, in upper
// and lower case; as the name of a mailbox (RFC 3501, section 5.1.3).
func encodings(secret string) []string {
	quoted := strconv.Quote(secret)
	digits := hex.EncodeToString([]byte(secret))
	found := []string{
		secret,
		norm.NFKC.String(secret), norm.NFC.String(secret), norm.NFD.String(secret),
		strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(secret),
		quoted[1 : len(quoted)-1],
		fact.Printable(secret), fact.Visible(secret),
		digits, strings.ToUpper(digits),
		mailboxName(secret),
	}
	for _, escaped := range []string{url.QueryEscape(secret), url.PathEscape(secret)} {
		found = append(found, escaped, lowerHex(escaped))
	}
	return append(found, markedUp(secret)...)
}

// lowerHex returns percent-encoded text with lower-case hexadecimal digits.
func lowerHex(escaped string) string {
	first, rest, _ := strings.Cut(escaped, "%")
	lower := first
	for part := range strings.SplitSeq(rest, "%") {
		if len(part) >= 2 {
			lower += "%" + strings.ToLower(part[:2]) + part[2:]
		}
	}
	return lower
}

// markedUp returns a secret in XML, HTML and JSON, as different encoders write it.
func markedUp(secret string) []string {
	text := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	names := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&apos;")
	quotes := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")
	found := []string{text.Replace(secret), names.Replace(secret), quotes.Replace(secret)}
	var numbers strings.Builder
	if err := xml.EscapeText(&numbers, []byte(secret)); err == nil {
		found = append(found, numbers.String())
	}
	if safe, err := json.Marshal(secret); err == nil {
		found = append(found, string(safe[1:len(safe)-1]))
	}
	ascii := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(secret)
	return append(found, asciiJSON(ascii), asciiJSON(strings.ReplaceAll(ascii, "/", `\/`)))
}

// asciiJSON returns the inside of a JSON string in ASCII.
func asciiJSON(s string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(s)) {
		if unit < 0x80 && unit >= ' ' {
			b.WriteByte(byte(unit))
		} else {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return b.String()
}

// mailboxName returns a text in modified UTF-7.
func mailboxName(s string) string {
	var b strings.Builder
	var wide []byte
	flush := func() {
		if len(wide) > 0 {
			b.WriteString("&" + strings.ReplaceAll(base64.RawStdEncoding.EncodeToString(wide), "/", ",") + "-")
			wide = nil
		}
	}
	for _, unit := range utf16.Encode([]rune(s)) {
		if unit < ' ' || unit > '~' {
			wide = append(wide, byte(unit>>8), byte(unit))
			continue
		}
		flush()
		b.WriteByte(byte(unit))
		if unit == '&' {
			b.WriteByte('-')
		}
	}
	flush()
	return b.String()
}
