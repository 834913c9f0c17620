package autoconfig

import (
	"slices"
	"strings"
)

// The systems of names that an authentication element can take its value from.
// Empty means the format's own words.
const (
	systemSASL = "sasl" // a SASL mechanism by its registered name
	systemHTTP = "http" // an HTTP authentication scheme, for servers with a URL
)

// Authentication is one way to log in, in the draft's spelling.
type Authentication struct {
	// System is empty, systemSASL or systemHTTP.
	System string
	// Method is the format's word, a mechanism or a scheme, as System says.
	Method string
}

// credential is what a login is made with.
type credential int

const (
	password credential = iota
	token
	otherCredential // a ticket, a client certificate
	noCredential
)

// method is one of the format's words.
type method struct {
	name       string
	credential credential
	mechanisms []string
}

// methods is the draft's list ("authentication" of TCP-based protocols) with
// the mechanisms that each word asks for, best first. DIGEST-MD5 is left out of
// the encrypted ones: RFC 6331 took it back.
func methods() []method {
	return []method{
		{"password-cleartext", password, []string{"PLAIN", "LOGIN"}},
		{"password-encrypted", password, []string{
			"SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5"}},
		{"OAuth2", token, []string{"OAUTHBEARER", "XOAUTH2"}},
		{"NTLM", password, []string{"NTLM"}},
		{"GSSAPI", otherCredential, []string{"GSSAPI"}},
		{"TLS-client-cert", otherCredential, []string{"EXTERNAL"}},
		{"client-IP-address", noCredential, nil},
		{"smtp-after-pop", noCredential, nil},
		{"none", noCredential, nil},
	}
}

// mechanismMethod is the method of a mechanism that is named by itself.
func mechanismMethod(name string) method {
	m := method{name, password, []string{name}}
	switch name {
	case "OAUTHBEARER", "XOAUTH2":
		m.credential = token
	case "GSSAPI", "GS2-KRB5", "GS2-KRB5-PLUS", "EXTERNAL":
		m.credential = otherCredential
	case "ANONYMOUS":
		m.credential = noCredential
	}
	return m
}

// method is what the authentication stands for; the zero method, which is a
// password without a mechanism, for HTTP schemes.
func (a Authentication) method() method {
	switch a.System {
	case systemSASL:
		return mechanismMethod(a.Method)
	case "":
		for _, m := range methods() {
			if m.name == a.Method {
				return m
			}
		}
	}
	return method{}
}

// Mechanisms are the SASL mechanisms that the method allows, best first. There
// are none for HTTP and where no login is wanted.
func (a Authentication) Mechanisms() []string { return a.method().mechanisms }

// Mechanisms are the SASL mechanisms that the section asks for, best first and
// each once. Empty means that it names none.
func (s Server) Mechanisms() []string {
	var all []string
	for _, a := range s.Authentication {
		for _, m := range a.Mechanisms() {
			if !slices.Contains(all, m) {
				all = append(all, m)
			}
		}
	}
	return all
}

// TokenOnly reports whether the section offers OAuth2 and nothing else.
func (s Server) TokenOnly() bool { return s.offersOnly(token) }

// NoLogin reports whether the section says that the server wants no login, since
// it knows its users by their address or by an earlier login.
func (s Server) NoLogin() bool { return s.offersOnly(noCredential) }

func (s Server) offersOnly(c credential) bool {
	for _, a := range s.Authentication {
		if a.method().credential != c {
			return false
		}
	}
	return len(s.Authentication) > 0
}

// lookUpAuthentication reads the content and the system attribute of an
// authentication element, and reports whether they are spelt as the draft does.
func lookUpAuthentication(system, value string) (a Authentication, exact, ok bool) {
	name, marked := strings.CutPrefix(value, "SASL ") // an earlier draft's form
	switch {
	case strings.EqualFold(system, systemSASL), system == "" && marked:
		a = Authentication{systemSASL, strings.ToUpper(strings.TrimSpace(name))}
		return a, system == systemSASL && a.Method == value, isMechanism(a.Method)
	case strings.EqualFold(system, systemHTTP):
		a, ok = alias(value)
		return a, system == systemHTTP, ok && a.System == systemHTTP
	case system != "":
		return Authentication{}, false, false
	}
	for _, m := range methods() {
		if strings.EqualFold(m.name, value) {
			return Authentication{Method: m.name}, m.name == value, true
		}
	}
	if a, ok := alias(value); ok {
		return a, a.Method == value, true
	}
	if mechanism := strings.ToUpper(value); isWellKnown(mechanism) {
		return Authentication{systemSASL, mechanism}, false, true
	}
	return Authentication{}, false, false
}

// alias knows spellings that are or were in use: Mozilla's first ones, those of
// earlier drafts, and the draft's own slip.
func alias(value string) (Authentication, bool) {
	switch strings.ToLower(value) {
	case "plain":
		return Authentication{Method: "password-cleartext"}, true
	case "secure":
		return Authentication{Method: "password-encrypted"}, true
	case "oauth":
		return Authentication{Method: "OAuth2"}, true
	case "basic", "http-basic":
		return Authentication{systemHTTP, "basic"}, true
	case "digest", "http-digest":
		return Authentication{systemHTTP, "digest"}, true
	}
	return Authentication{}, false
}

// isMechanism holds a name to RFC 4422, section 3.1.
func isMechanism(name string) bool {
	return len(name) >= 1 && len(name) <= 20 &&
		strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == ""
}

// isWellKnown knows the mechanisms that are taken for such even where the file
// does not say that it names one.
func isWellKnown(name string) bool {
	switch name {
	case "LOGIN", "CRAM-MD5", "DIGEST-MD5", "XOAUTH2", "OAUTHBEARER", "EXTERNAL":
		return true
	}
	return strings.HasPrefix(name, "SCRAM-") && isMechanism(name)
}
