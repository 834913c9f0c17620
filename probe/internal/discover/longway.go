package discover

import (
	"net/http"
	"net/url"

	"github.com/mailprobe/mailprobe/probe/fact"
)

// maxURL is the longest web address that is gone to, in bytes: as long as
// everybody must be able to read (RFC 9110, section 4.1).
const maxURL = 8000

// limitLocation is a transport that refuses addresses of servers that are too long,
// before net/http sees them. It encodes a host name by IDNA in the square of its
// length, and does so before it asks anybody whether to follow a redirect.
type limitLocation struct{ http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (t limitLocation) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := t.RoundTripper.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if response.StatusCode/100 == 3 && tooLongURL(response.Header.Get("Location")) {
		response.Body.Close()
		return nil, errLongLocation
	}
	return response, nil
}

// tooLongURL reports whether a web address, or the name of its host, is too long
// to be gone to. What is no address at all is for others to refuse.
func tooLongURL(address string) bool {
	if len(address) > maxURL {
		return true
	}
	u, err := url.Parse(address)
	return err == nil && len(u.Hostname()) > fact.MaxHost
}
