package autodiscover

import (
	"net/url"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/checked"
	"github.com/mailprobe/mailprobe/probe/internal/jsontree"
	"github.com/mailprobe/mailprobe/probe/internal/note"
)

// V2 is an answer in JSON: a protocol and its URL, or an error.
type V2 struct {
	// Protocol is the one that was asked for, in the server's spelling.
	Protocol string
	// URL is where the protocol is served, always https, and Host its host as
	// A-labels. Both are empty for an error.
	URL  string
	Host string
	// Failure is the error; its Code is a word here, such as UserNotFound or
	// InvalidProtocol.
	Failure Failure
}

// V2URL is where to ask host, as A-labels, for the URL of a protocol
// ("AutodiscoverV1", "ActiveSync", "EWS") of one address. The question is a GET
// without a password.
func V2URL(host string, addr fact.Address, protocol string) string {
	u := url.URL{
		Scheme:   "https",
		Host:     host,
		Path:     "/autodiscover/autodiscover.json",
		RawQuery: "Email=" + url.QueryEscape(addr.ASCII()) + "&Protocol=" + url.QueryEscape(protocol),
	}
	return u.String()
}

// ParseJSON reads an answer in JSON, whatever status it came with: errors come
// with 400 and 404. There is no public definition of the format; what is taken
// for granted is an object with the strings Protocol and Url, or ErrorCode and
// ErrorMessage. The error is a [fact.FileError] with [fact.LookupInvalid]; there is a
// V2 or an error, never both. Any input is safe, as for [Parse].
func ParseJSON(data []byte) (*V2, error) {
	doc, err := jsontree.Parse(data)
	if err != nil {
		return nil, note.Refuse(format, err)
	}
	v := &V2{
		Protocol: checked.Text(text(doc.Root, "Protocol"), maxText),
		Failure: Failure{
			Code:    checked.Text(text(doc.Root, "ErrorCode"), maxText),
			Message: checked.Text(text(doc.Root, "ErrorMessage"), maxText),
		},
	}
	if v.Failure.Code != "" {
		return v, nil
	}
	where := text(doc.Root, "Url")
	u, err := checked.URL(where, "https")
	if err != nil {
		return nil, &fact.FileError{Format: format, Fault: fact.LookupInvalid, Reason: badValue, Line: 1, Detail: fact.Printable(where)}
	}
	v.URL, v.Host = u.String(), u.Hostname()
	return v, nil
}

// text is a member that is a string; else empty.
func text(v *jsontree.Value, name string) string {
	if member := v.Get(name); member.Is(jsontree.String) {
		return member.Text
	}
	return ""
}
