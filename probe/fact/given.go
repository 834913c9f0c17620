package fact

import (
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// URLFault says what is wrong with a text that was meant as a server's URL.
type URLFault string

// The ways in which a URL can be wrong.
const (
	URLNotOne   URLFault = "not-a-url"
	URLScheme   URLFault = "scheme"   // another protocol
	URLHost     URLFault = "host"     // none, or no host name
	URLPort     URLFault = "port"     // not from 1 to 65535
	URLPassword URLFault = "password" // arguments can be read by everybody on a computer
	URLRest     URLFault = "rest"     // a path, a fragment, an unknown option
	URLMode     URLFault = "mode"     // imaps://…?tls=none
)

// URLError is what [ParseURL] returns. It does not hold the URL, which may hold
// a password; Part is the offending piece, which does not.
type URLError struct {
	Fault URLFault
	Part  string
}

func (e *URLError) Error() string { return fmt.Sprintf("not a server's URL: %s %q", e.Fault, e.Part) }

// ParseURL reads a server as [Endpoint.String] writes it, with the user name
// where it has one: imaps://anna@imap.example.com, smtp://smtp.example.com:587,
// pop3://pop.example.com?tls=none. The user name may be a mail address. Without
// a port it is the usual one of the scheme; for smtp that is 587. The error is a
// *[URLError].
func ParseURL(typed string) (Endpoint, string, error) {
	fault := func(f URLFault, part string) (Endpoint, string, error) {
		return Endpoint{}, "", &URLError{f, part}
	}
	u, err := url.Parse(strings.TrimSpace(typed))
	if err != nil || u.Scheme == "" || u.Opaque != "" {
		return fault(URLNotOne, "")
	}
	if _, secret := u.User.Password(); secret {
		return fault(URLPassword, "")
	}
	e, known := bySchema(u.Scheme)
	if !known {
		return fault(URLScheme, u.Scheme)
	}
	switch u.RawQuery {
	case "":
	case "tls=none":
		if e.TLS == Implicit {
			return fault(URLMode, u.Scheme)
		}
		e.TLS = NoTLS
	default:
		return fault(URLRest, "?"+u.RawQuery)
	}
	if u.Path != "" && u.Path != "/" || u.Fragment != "" {
		return fault(URLRest, u.Path)
	}
	if e.Host, err = hostOf(u.Hostname()); err != nil {
		return fault(URLHost, u.Hostname())
	}
	if text := u.Port(); text != "" {
		port, err := strconv.ParseUint(text, 10, 16)
		if err != nil || port == 0 {
			return fault(URLPort, text)
		}
		e.Port = uint16(port)
	}
	return e, u.User.Username(), nil
}

// bySchema is what a scheme stands for, with its usual port.
func bySchema(scheme string) (Endpoint, bool) {
	for _, p := range []Protocol{IMAP, POP3, SMTP} {
		for _, e := range StandardPorts(p) {
			if e.Scheme() == scheme {
				return e, true
			}
		}
	}
	return Endpoint{}, false
}

func hostOf(name string) (string, error) {
	if ip, err := netip.ParseAddr(name); err == nil {
		return ip.Unmap().String(), nil
	}
	return ToASCII(name)
}
